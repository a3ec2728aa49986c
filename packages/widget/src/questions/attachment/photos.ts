/** What is needed once there are photos: a chunk of its own, loaded while the customer looks for one. */
export { Shots } from './shots.tsx'
export { takePhotos } from './take-photos.ts'
