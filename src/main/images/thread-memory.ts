/**
 * Limits for threads through which large buffers pass. Room for new objects is small, because hardly anything there outlives
 * its sample: buffers are let go after a sample or two, before they add up to a collection of the whole heap. Over 1,000
 * pictures of 200 KB the thread that times collected its whole heap 4 times instead of 15, and the process held 50 MB less.
 */
export const THREAD_MEMORY = { maxYoungGenerationSizeMb: 6 } as const
