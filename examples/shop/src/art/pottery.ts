import { scene, speckles, steam } from './scene.ts'

/** Body of the teapot, used alone in the picture of the first page too. */
export function teapot(id: string): string {
  const body = 'M104 246C104 176 147 142 200 142s96 34 96 104c0 56-40 86-96 86s-96-30-96-86z'
  return `<defs><clipPath id="${id}-b"><path d="${body}"/></clipPath></defs>
<path d="M136 170C118 46 282 46 264 170" fill="none" stroke="#7a4a2a" stroke-width="12" stroke-linecap="round"/>
<path d="M139 150c-10-84 132-84 122 0" fill="none" stroke="#a86f41" stroke-width="4" stroke-linecap="round"/>
<path d="M272 214c32 2 40-34 60-54l27 11c-14 36-28 96-82 112z" fill="#dfe3df"/>
<path d="M332 160l27 11-4 9-29-12z" fill="#b9c3c2"/>
<path d="${body}" fill="#eef0ea"/>
<g clip-path="url(#${id}-b)">
<path d="M90 252c22 16 38-8 62 6s44 12 64-4 40 14 58 2 30-2 40 4v90H90z" fill="#47666f"/>
<path d="M90 252c22 16 38-8 62 6s44 12 64-4 40 14 58 2 30-2 40 4v9c-14-8-24-6-38 2-20 11-36-12-58 0s-46 16-68 2-40 8-60-8z" fill="#7fa0a6"/>
<path d="M246 120c60 70 40 180-30 220h110V120z" fill="#2b3f46" opacity=".16"/>
<path d="M130 190c10-22 26-32 42-36" fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round" opacity=".8"/>
${speckles(46, { x: 104, y: 150, w: 190, h: 110 }, '#8a6f55')}</g>
<path d="M152 148c4-24 92-24 96 0-16 9-80 9-96 0z" fill="#47666f"/><path d="M152 148c16 9 80 9 96 0l1 6c-18 10-80 10-98 0z" fill="#34505a"/>
<circle cx="200" cy="123" r="11" fill="#7fa0a6"/><circle cx="197" cy="120" r="4" fill="#cfdcdc"/>`
}

export function moonTeapot(id: string): string {
  return scene(id, teapot(id), { x: 206, y: 336, rx: 116 })
}

export function emberMug(id: string): string {
  const body = 'M122 172h142l-7 128c-1 20-12 32-30 32h-68c-18 0-29-12-30-32z'
  return scene(
    id,
    `<defs><clipPath id="${id}-b"><path d="${body}"/></clipPath></defs>
${steam(193, 148)}
<path d="M258 204c64-10 66 88-4 84" fill="none" stroke="#a4482a" stroke-width="20" stroke-linecap="round"/>
<path d="M262 202c50-4 54 62 6 72" fill="none" stroke="#c8693f" stroke-width="5" stroke-linecap="round"/>
<path d="${body}" fill="#b65331"/>
<g clip-path="url(#${id}-b)"><path d="M110 160h170v72c-16 14-26-8-44 4s-30 22-48 6-34 12-48 0-20 2-30 2z" fill="#f4e3c8"/>
<path d="M110 240c10 0 18-14 30-2s30 16 48 0 30 6 48-6 28 10 44-4v10c-16 12-28-8-46 4s-30 22-48 6-32 12-46 0-22 4-30 2z" fill="#dcb98a"/>
<path d="M222 160c22 60 16 130-8 180h70V160z" fill="#5a1f0e" opacity=".16"/>
<path d="M140 196l4 92" stroke="#fff" stroke-width="8" stroke-linecap="round" opacity=".5"/>
${speckles(40, { x: 124, y: 176, w: 140, h: 60 }, '#9a5b35')}</g>
<ellipse cx="193" cy="172" rx="71" ry="15" fill="#e9d3b2"/><ellipse cx="193" cy="173" rx="62" ry="11" fill="#6b3015"/><path d="M138 172c20-10 84-12 108-2-30-4-80-4-108 2z" fill="#a35a2c"/>`,
    { x: 200, y: 336, rx: 88 },
  )
}

export function rainBowl(id: string): string {
  const body = 'M84 196c2 92 50 122 116 122s114-30 116-122z'
  const runs = [104, 132, 156, 186, 214, 240, 268, 296]
    .map(
      (x, i) =>
        `<path d="M${x} 190v${34 + ((i * 37) % 52)}" stroke="#5b7a5c" stroke-width="${9 + (i % 3) * 3}" stroke-linecap="round"/>`,
    )
    .join('')
  return scene(
    id,
    `<defs><clipPath id="${id}-b"><path d="${body}"/></clipPath></defs>
<path d="M164 314h72l6 20h-84z" fill="#c8b592"/><path d="M158 328h84l2 7h-88z" fill="#a8926c"/>
<path d="${body}" fill="#efe4cd"/>
<g clip-path="url(#${id}-b)"><path d="M80 190h240v26H80z" fill="#5b7a5c"/>${runs}
<path d="M246 190c20 40 10 96-40 130h120V190z" fill="#28361f" opacity=".17"/>
<path d="M112 226c6 30 18 48 34 60" fill="none" stroke="#fff" stroke-width="8" stroke-linecap="round" opacity=".6"/>
${speckles(36, { x: 96, y: 230, w: 200, h: 84 }, '#8f7a4f')}</g>
<ellipse cx="200" cy="196" rx="116" ry="24" fill="#86a184"/><ellipse cx="200" cy="198" rx="104" ry="18" fill="#3f5a41"/><ellipse cx="200" cy="203" rx="88" ry="12" fill="#c9a24a"/><path d="M124 202c30-10 100-12 140-4-44-2-100-2-140 4z" fill="#e6c878"/>`,
    { x: 200, y: 338, rx: 84 },
  )
}

function cup(id: string, x: number, y: number, k: number, base: string, glaze: string, edge: string): string {
  const body = 'M-52-92h104l-9 76c-3 14-12 20-26 20h-34c-14 0-23-6-26-20z'
  return `<g transform="translate(${x} ${y}) scale(${k})"><defs><clipPath id="${id}"><path d="${body}"/></clipPath></defs>
<path d="${body}" fill="${base}"/><g clip-path="url(#${id})"><path d="M-60-100H60v58c-20 12-30-6-50 4s-40-8-70 2z" fill="${glaze}"/>
<path d="M18-100c14 40 8 80-6 108h50v-108z" fill="#2a1428" opacity=".16"/><path d="M-38-70l4 44" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".55"/>
${speckles(18, { x: -44, y: -84, w: 88, h: 80 }, '#6b4a3a')}</g>
<ellipse cy="-92" rx="52" ry="11" fill="${edge}"/><ellipse cy="-91" rx="44" ry="8" fill="#7a3f1d"/><path d="M-38-92c16-6 54-7 74-1-24-2-50-2-74 1z" fill="#b8733c"/></g>`
}

export function quietPair(id: string): string {
  return scene(
    id,
    `${steam(140, 196)}${cup(`${id}-1`, 142, 326, 1.12, '#e8dccb', '#7a5a78', '#a989a6')}<ellipse cx="262" cy="344" rx="62" ry="9" fill="#2b1a10" opacity=".25"/>${cup(`${id}-2`, 262, 340, 1.12, '#5d4660', '#e3cfc0', '#f3e6da')}`,
    { x: 142, y: 331, rx: 62 },
  )
}
