/** Little helpers for the shop's pictures: all of them are drawn here, none is fetched. */

/** Flecks of iron in the clay: the same ones on each build. */
export function speckles(count: number, box: { x: number; y: number; w: number; h: number }, fill: string): string {
  let seed = count * 7919 + box.x
  const next = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed / 2147483648
  }
  let dots = ''
  for (let i = 0; i < count; i += 1) {
    const x = box.x + next() * box.w
    const y = box.y + next() * box.h
    dots += `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${(0.7 + next() * 1.5).toFixed(1)}"/>`
  }
  return `<g fill="${fill}" opacity=".45">${dots}</g>`
}

/** Three lazy curls above a hot cup. */
export function steam(x: number, y: number): string {
  const curl = (dx: number, h: number) =>
    `<path d="M${x + dx} ${y}c-12 -${h / 4} 12 -${h / 2.2} 0 -${h * 0.7}s8 -${h * 0.3} 2 -${h * 0.4}"/>`
  return `<g class="steam" fill="none" stroke="var(--art-steam)" stroke-width="5" stroke-linecap="round">${curl(-22, 42)}${curl(0, 60)}${curl(22, 42)}</g>`
}

/** A niche in a lime-washed wall, a shelf, a shadow; the thing stands on it. */
export function scene(id: string, thing: string, shadow: { x: number; y: number; rx: number }): string {
  return `<svg viewBox="0 0 400 400" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false" class="picture">
<defs><linearGradient id="${id}-wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="var(--tint-a)"/><stop offset="1" stop-color="var(--tint-b)"/></linearGradient></defs>
<rect width="400" height="400" fill="var(--tint-c)"/>
<path d="M68 400V196a132 132 0 0 1 264 0v204z" fill="url(#${id}-wall)"/>
<path d="M0 332h400v68H0z" fill="var(--shelf)"/><path d="M0 332h400v5H0z" fill="var(--shelf-edge)"/>
<ellipse cx="${shadow.x}" cy="${shadow.y}" rx="${shadow.rx}" ry="11" fill="#2b1a10" opacity=".28"/>
${thing}</svg>`
}
