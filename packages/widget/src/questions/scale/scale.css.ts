/** The slider; marks bring their own styles. Until it is touched its thumb is hollow: the middle is no answer. */
export const css = `
.said{gap:12px;min-block-size:1.45em;margin-block-start:-8px}
.said>*{flex:1}
.said output{flex:none;max-inline-size:40%;color:var(--f-ink);font-weight:600;text-align:center}
.slide{appearance:none;inline-size:100%;block-size:44px;margin:0;background:0 0;cursor:pointer}
.slide::-webkit-slider-runnable-track{block-size:4px;border-radius:4px;background:var(--f-edge)}
.slide::-moz-range-track{block-size:4px;border-radius:4px;background:var(--f-edge)}
.slide::-webkit-slider-thumb{appearance:none;inline-size:28px;block-size:28px;margin-block-start:-12px;border:2px solid var(--f-accent);border-radius:50%;background:var(--f-accent);box-shadow:inset 0 0 0 4px var(--f-paper)}
.slide::-moz-range-thumb{box-sizing:border-box;inline-size:28px;block-size:28px;border:2px solid var(--f-accent);border-radius:50%;background:var(--f-accent);box-shadow:inset 0 0 0 4px var(--f-paper)}
.unset::-webkit-slider-thumb{border:2px dashed var(--f-edge);background:var(--f-paper)}
.unset::-moz-range-thumb{border:2px dashed var(--f-edge);background:var(--f-paper)}
@media(forced-colors:active){.slide{appearance:auto}}
`
