/** Programs of this repository in processes of their own, without the browsers. */
export * from './node-process.ts'
export * from './repo.ts'
