/** Paper, ink and their shades. Contrast with paper: ink, `soft`, `bad`, `accent` ≥ 4.5, `edge` ≥ 3 (tested). */
export const LIGHT =
  'color-scheme:light;--f-paper:#fffdf9;--f-ink:#27221d;--f-soft:#665d53;--f-edge:#8a7f72;--f-fill:#f6f1e8;--f-line:#e8e0d3;--f-bad:#a4331f;--f-accent:#27221d;--f-mark:#ffedb5;--f-shade:#3a2c1a;'

/** The same by night. */
export const DARK =
  'color-scheme:dark;--f-paper:#24211e;--f-ink:#f6f0e6;--f-soft:#b9afa2;--f-edge:#8d8478;--f-fill:#302c28;--f-line:#3d3833;--f-bad:#ffab97;--f-accent:#f5dc94;--f-mark:#4e442b;--f-shade:#000;'
