import { teapot } from './pottery.ts'
import { speckles, steam } from './scene.ts'

/** The picture of the first page: a sill, a pot, a bowl of tea, a branch of quince. */
export function hero(): string {
  const leaf = (x: number, y: number, a: number, k = 1) =>
    `<path d="M0 0C16-20 46-22 62-4 44 12 14 14 0 0z" transform="translate(${x} ${y}) rotate(${a}) scale(${k})" fill="var(--art-leaf)"/>`
  const bowl = 'M392 330c2 52 34 74 74 74s72-22 74-74z'
  return `<svg viewBox="0 0 640 520" aria-hidden="true" focusable="false" class="picture">
<defs><linearGradient id="hero-w" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="var(--hero-a)"/><stop offset="1" stop-color="var(--hero-b)"/></linearGradient>
<clipPath id="hero-arch"><path d="M70 408V250a250 226 0 0 1 500 0v158z"/></clipPath><clipPath id="hero-bowl"><path d="${bowl}"/></clipPath></defs>
<g clip-path="url(#hero-arch)"><path d="M60 20h520v400H60z" fill="url(#hero-w)"/>
<circle cx="448" cy="158" r="58" fill="var(--hero-sun)"/>
<path d="M60 330c80-66 150-20 220-50s150-62 300 10v130H60z" fill="var(--hero-hill)"/>
<path d="M60 372c100-50 170-4 250-30s170-30 270 14v70H60z" fill="var(--hero-hill2)"/></g>
<path d="M0 408h640v112H0z" fill="var(--shelf)"/><path d="M0 408h640v7H0z" fill="var(--shelf-edge)"/>
<g fill="none" stroke="#6b4a30" stroke-linecap="round"><path d="M0 96c70-18 130 16 204-8" stroke-width="9"/><path d="M96 96c24 20 30 40 32 62" stroke-width="6"/></g>
${leaf(36, 92, -40)}${leaf(84, 96, 30, 0.9)}${leaf(140, 98, -30)}${leaf(128, 150, 60, 0.9)}${leaf(200, 86, 8, 1.05)}${leaf(126, 160, 130, 0.7)}
<circle cx="66" cy="132" r="22" fill="#e3a93f"/><path d="M60 122c4-6 8-8 14-7" stroke="#f8d98c" stroke-width="4" fill="none" stroke-linecap="round"/><path d="M66 110v-8" stroke="#6b4a30" stroke-width="4"/>
<ellipse cx="232" cy="436" rx="150" ry="15" fill="#2b1a10" opacity=".28"/>
<g transform="translate(20 80) scale(1.06)">${teapot('hero-pot')}</g>
<ellipse cx="466" cy="438" rx="90" ry="12" fill="#2b1a10" opacity=".26"/>
<g transform="translate(0 26)">${steam(466, 300)}
<path d="M440 398h52l5 14h-62z" fill="#b99b6d"/><path d="${bowl}" fill="#efe0c4"/>
<g clip-path="url(#hero-bowl)"><path d="M386 324h160v26c-24 16-40-6-62 6s-40 14-58-2-26 6-40 0z" fill="#b65331"/><path d="M500 324c14 30 4 66-26 84h80v-84z" fill="#4a1a0c" opacity=".16"/>${speckles(24, { x: 398, y: 350, w: 136, h: 48 }, '#8a6f55')}</g>
<ellipse cx="466" cy="330" rx="74" ry="15" fill="#d5764f"/><ellipse cx="466" cy="331" rx="65" ry="11" fill="#7a3213"/><path d="M410 331c22-9 84-10 110-2-34-3-80-3-110 2z" fill="#c07a35"/></g>
<g><path d="M322 446c4-12 20-20 36-14-2 12-18 20-36 14z" fill="var(--art-leaf)"/><path d="M318 450c-14-8-32-4-38 6 12 6 30 4 38-6z" fill="#8a5a34"/></g>
<g transform="translate(556 430)"><circle r="24" fill="#e3a93f"/><path d="M-8-10c4-6 8-8 14-7" stroke="#f8d98c" stroke-width="5" fill="none" stroke-linecap="round"/><path d="M0-23v-9" stroke="#6b4a30" stroke-width="5" stroke-linecap="round"/><ellipse cy="25" rx="24" ry="5" fill="#2b1a10" opacity=".25"/></g>
</svg>`
}
