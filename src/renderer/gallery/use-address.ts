import { defaultParseSearch, defaultStringifySearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { readLightTableSearch, type LightTableSearch } from '../features/light-table/light-table-search.ts'

/** What is looked at, kept behind the # of the address: a link or a reload shows the same, from a disk as well. */
export function useAddress(): [LightTableSearch, (search: LightTableSearch, replace?: boolean) => void] {
  const [search, setSearch] = useState(readAddress)
  useEffect(() => {
    const follow = () => setSearch(readAddress())
    window.addEventListener('popstate', follow)
    window.addEventListener('hashchange', follow)
    return () => {
      window.removeEventListener('popstate', follow)
      window.removeEventListener('hashchange', follow)
    }
  }, [])
  return [
    search,
    (next, replace = true) => {
      const address = `#${defaultStringifySearch(next)}`
      if (replace) window.history.replaceState(null, '', address)
      else window.history.pushState(null, '', address)
      setSearch(next)
    },
  ]
}

function readAddress(): LightTableSearch {
  return readLightTableSearch(defaultParseSearch(window.location.hash.slice(1)))
}
