// Door 2: the browser.
export { openServer } from '#main/hosts/http/open-server.ts'
