/** Two ways to add, then the pictures. The camera is offered where there is a finger. */
export const css = `
.add,.shots{display:flex;flex-wrap:wrap;gap:8px}
.add .o{border:1.5px dashed var(--f-edge);background:0 0}
.add input{position:absolute;inset:0;inline-size:100%;opacity:0;cursor:pointer}
@media(pointer:fine){.add .cam{display:none}}
.shots{margin:0;padding:0;list-style:none}
.shots li{display:grid;gap:2px;inline-size:112px;font-size:14px;overflow-wrap:anywhere}
.shots canvas,.shots i{inline-size:112px;block-size:112px;border-radius:var(--f-radius);background:var(--f-line)}
`
