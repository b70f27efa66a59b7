// A script of its own, because the page's policy forbids inline ones and modules run too late. See app/theme.ts.
try {
  const theme = localStorage.getItem('assay.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage may be closed to us; the system's theme is then the right one.
}
