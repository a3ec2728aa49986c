import { scene } from './scene.ts'

/** Caddy with a rising sun. */
export function morningAssam(id: string): string {
  const rays = [-60, -36, -12, 12, 36, 60]
    .map(
      (a) =>
        `<path d="M200 262V206" transform="rotate(${a} 200 262)" stroke="#f1b765" stroke-width="6" stroke-linecap="round"/>`,
    )
    .join('')
  return scene(
    id,
    `<defs><clipPath id="${id}-l"><path d="M134 186h132v110H134z"/></clipPath></defs>
<rect x="126" y="134" width="148" height="200" rx="10" fill="#8f2f22"/>
<path d="M228 134h36a10 10 0 0 1 10 10v180a10 10 0 0 1-10 10h-36z" fill="#3c0d08" opacity=".22"/>
<rect x="118" y="98" width="164" height="48" rx="10" fill="#a63c2b"/><path d="M118 132h164v14H118z" fill="#6f2117"/>
<path d="M230 98h42a10 10 0 0 1 10 10v38h-52z" fill="#3c0d08" opacity=".18"/>
<rect x="134" y="178" width="132" height="122" rx="6" fill="#f7e7cc"/>
<g clip-path="url(#${id}-l)">${rays}<circle cx="200" cy="262" r="30" fill="#d9822b"/>
<path d="M130 262c30-16 50 8 74-4s44-8 66 0v50H130z" fill="#8a4a22"/><path d="M130 278c26-12 46 6 70-2s46-10 70 4v30H130z" fill="#5d2c14"/></g>
<path d="M142 150v170" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".28"/><path d="M134 108v18" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".35"/>`,
    { x: 200, y: 337, rx: 96 },
  )
}

/** Paper bag with a fireweed stem. */
export function fireweed(id: string): string {
  const bloom = (x: number, y: number, r: number) =>
    `<g transform="translate(${x} ${y})">${[0, 90, 180, 270]
      .map((a) => `<ellipse cx="0" cy="-${r}" rx="${r * 0.7}" ry="${r}" transform="rotate(${a + 45})" fill="#c2527f"/>`)
      .join('')}<circle r="${r * 0.42}" fill="#7b2950"/></g>`
  return scene(
    id,
    `<path d="M122 152l10-22h136l10 22 8 172c0 6-4 10-10 10H124c-6 0-10-4-10-10z" fill="#d9b98c"/>
<path d="M236 130h32l10 22 8 172c0 6-4 10-10 10h-46c14-60 18-140 6-204z" fill="#7a5227" opacity=".22"/>
<path d="M132 130h136l-6-34H138z" fill="#c49f6d"/><path d="M138 96h124l1 8H137z" fill="#a98251"/>
<path d="M124 142h152" stroke="#8b2f4f" stroke-width="6"/><path d="M192 142c-26-22-40 2-2 2m8-2c26-22 44 4 4 3m-8 0l-14 28m16-28l10 26" fill="none" stroke="#8b2f4f" stroke-width="5" stroke-linecap="round"/>
<path d="M200 316c-6-40 8-70 0-110" fill="none" stroke="#5b6f3c" stroke-width="5" stroke-linecap="round"/>
<path d="M200 300c-30-4-40-20-44-32 22 0 40 10 44 32zm0-22c30-4 40-20 44-32-22 0-40 10-44 32z" fill="#74894f"/>
${bloom(182, 244, 11)}${bloom(220, 232, 11)}${bloom(190, 220, 9)}${bloom(212, 206, 8)}${bloom(198, 194, 6)}
<path d="M136 168l-8 140" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".35"/>`,
    { x: 200, y: 337, rx: 98 },
  )
}

/** Tall tin with hills of tea rows. */
export function shadeSencha(id: string): string {
  return scene(
    id,
    `<defs><clipPath id="${id}-t"><path d="M136 132h128v188c0 8-28 14-64 14s-64-6-64-14z"/></clipPath></defs>
<path d="M136 132h128v188c0 8-28 14-64 14s-64-6-64-14z" fill="#dfe6d0"/>
<g clip-path="url(#${id}-t)"><circle cx="222" cy="186" r="20" fill="#e9a86b"/>
<path d="M130 226c40-30 64 4 90-12s34-10 50 0v130H130z" fill="#a9bd86"/>
<path d="M130 252c36-20 60 10 84-4s40-8 60 2v94H130z" fill="#7b9a5c"/>
<path d="M130 284c30-18 62 8 88-4s38-6 54 4v60H130z" fill="#4f7042"/>
<path d="M136 300c40-12 90-8 128 0M136 316c40-12 90-8 128 0" fill="none" stroke="#37532f" stroke-width="5"/>
<path d="M234 120h40v220h-56c18-60 22-150 16-220z" fill="#1d2b12" opacity=".18"/><path d="M150 150v160" stroke="#fff" stroke-width="7" stroke-linecap="round" opacity=".45"/></g>
<path d="M130 92c0-8 140-8 140 0v42c0 12-140 12-140 0z" fill="#37532f"/><path d="M236 87c20 1 34 3 34 5v42c0 4-14 7-34 8z" fill="#0f1d0a" opacity=".25"/>
<ellipse cx="200" cy="92" rx="70" ry="9" fill="#5b7c4c"/><path d="M144 104v24" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".3"/>`,
    { x: 200, y: 337, rx: 84 },
  )
}

/** Glass jar of grain under a cork. */
export function toastedBuckwheat(id: string): string {
  let grains = ''
  for (let row = 0; row < 8; row += 1) {
    for (let col = 0; col < 9; col += 1) {
      const x = 128 + col * 18 + (row % 2) * 9
      const y = 204 + row * 16
      const turn = (row * 53 + col * 97) % 120
      grains += `<path d="M0-8l8 13h-16z" transform="translate(${x} ${y}) rotate(${turn})" fill="${['#b9792f', '#d79a47', '#9a5f22', '#e0ae62'][(row * 3 + col) % 4]}" stroke="#7c4a18" stroke-width="1" stroke-linejoin="round"/>`
    }
  }
  const jar = 'M148 136h104c0 18 28 22 28 50v122c0 16-10 26-26 26H146c-16 0-26-10-26-26V186c0-28 28-32 28-50z'
  return scene(
    id,
    `<defs><clipPath id="${id}-j"><path d="${jar}"/></clipPath></defs>
<path d="M156 84h88l-6 58h-76z" fill="#c89a63"/><ellipse cx="200" cy="84" rx="44" ry="9" fill="#dcb580"/><path d="M214 92l-2 48h26l6-56c-6 4-16 7-30 8z" fill="#7c4a18" opacity=".28"/>
<path d="${jar}" fill="var(--art-glass)" opacity=".75"/>
<g clip-path="url(#${id}-j)"><path d="M110 204c50-16 120-14 180 0v140H110z" fill="#a86c2a"/>${grains}</g>
<rect x="150" y="232" width="100" height="68" rx="6" fill="#f8ecd6"/><path d="M200 246l17 28h-34z" fill="#b9792f"/><path d="M176 286h48" stroke="#7c4a18" stroke-width="5" stroke-linecap="round"/>
<path d="${jar}" fill="none" stroke="#fff" stroke-width="4" opacity=".55"/><path d="M136 194v110" stroke="#fff" stroke-width="8" stroke-linecap="round" opacity=".6"/>`,
    { x: 200, y: 337, rx: 92 },
  )
}
