import { expect, it } from 'vitest'
import { isDarkColour } from './theme.ts'

it.each([
  ['rgb(255, 255, 255)', false],
  ['rgb(12, 34, 0)', true],
  ['rgb(250, 230, 90)', false],
  ['rgba(0, 0, 0, 0)', undefined],
  ['rgba(0, 0, 0, 0.4)', undefined],
  ['rgba(0, 0, 0, 0.9)', true],
  ['oklch(0.21 0.03 264.7)', true],
  ['oklch(0.98 0.002 247.8)', false],
  ['oklab(0.98 -0.01 0.02)', false],
  ['oklab(0 0 0 / 0.3)', undefined],
  ['oklab(0.2 -0.01 -0.02 / 0.3)', undefined],
  ['lab(18 4 -9)', true],
  ['lab(96 0 0)', false],
  ['lch(20 10 280)', true],
  ['color(srgb 0.1 0.1 0.12)', true],
  ['color(display-p3 0.97 0.97 0.96)', false],
  ['color(srgb 0 0 0 / 0.2)', undefined],
])('[peers 5] a ground as browsers compute it, %s, is dark: %s', (colour, isDark) => {
  expect(isDarkColour(colour)).toBe(isDark)
})
