/** What a provider answered at last where an attempt went well, shortened; NULL where that was the picture itself, and before it was kept. */
export const answers = `
ALTER TABLE attempts ADD COLUMN answer TEXT;
`
