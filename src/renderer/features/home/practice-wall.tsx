import styles from './first-run.module.css'

// Written out one by one, because the bundler finds a picture only in this literal form.
const PICTURES = [
  new URL('../../../../resources/practice/lake-0.webp', import.meta.url),
  new URL('../../../../resources/practice/lake-1.webp', import.meta.url),
  new URL('../../../../resources/practice/lake-2.webp', import.meta.url),
  new URL('../../../../resources/practice/lake-3.webp', import.meta.url),
  new URL('../../../../resources/practice/dahlia-0.webp', import.meta.url),
  new URL('../../../../resources/practice/dahlia-1.webp', import.meta.url),
  new URL('../../../../resources/practice/dahlia-2.webp', import.meta.url),
  new URL('../../../../resources/practice/dahlia-3.webp', import.meta.url),
  new URL('../../../../resources/practice/poster-0.webp', import.meta.url),
  new URL('../../../../resources/practice/poster-1.webp', import.meta.url),
  new URL('../../../../resources/practice/poster-2.webp', import.meta.url),
  new URL('../../../../resources/practice/poster-3.webp', import.meta.url),
  new URL('../../../../resources/practice/neon-0.webp', import.meta.url),
  new URL('../../../../resources/practice/neon-1.webp', import.meta.url),
  new URL('../../../../resources/practice/neon-2.webp', import.meta.url),
  new URL('../../../../resources/practice/neon-3.webp', import.meta.url),
].map((address) => address.href)

/** What a light table looks like, before there is one. Decoration only. */
export function PracticeWall() {
  return (
    <div className={styles['wall']} aria-hidden="true">
      <div className={styles['pictures']}>
        {PICTURES.map((address) => (
          <img key={address} src={address} alt="" />
        ))}
      </div>
    </div>
  )
}
