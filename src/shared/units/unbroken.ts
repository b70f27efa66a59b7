/** The text with each number held to its percent sign by a no-break space, so that no line ends between them: `95 %` */
export function unbroken(text: string): string {
  return text.replaceAll(/(?<=\d) (?=%)/g, '\u00a0')
}
