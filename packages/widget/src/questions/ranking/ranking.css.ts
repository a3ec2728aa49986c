/** The ordered ones are numbered and marked; the rest wait below. */
export const css = `
.rank{display:grid;gap:6px;margin:0;padding:0;list-style:none;counter-reset:place}
.rank:empty{display:none}
.rank li{display:flex;align-items:center;min-block-size:48px;padding-inline:14px 2px;border-radius:var(--f-radius);background:var(--f-mark);counter-increment:place}
.rank li::before{content:counter(place);min-inline-size:1.4em;font-weight:600;font-variant-numeric:tabular-nums}
.rank span{flex:1;min-inline-size:0;overflow-wrap:anywhere}
.rank button{inline-size:44px;padding:0}
.rest{overflow-wrap:anywhere;display:grid;gap:6px}
.rest button{min-block-size:48px;text-align:start;background:var(--f-fill)}
.rest button:hover{box-shadow:inset 0 0 0 1.5px var(--f-edge)}
@media(forced-colors:active){.rank li,.rest button{border:1px solid}}
`
