/** Colours of the design tokens: name, light, dark. Written out for both themes, because older browsers lack `light-dark()`. */
const COLOURS: readonly (readonly [name: string, light: string, dark: string])[] = [
  ['paper', '#fcfcfc', '#202020'],
  ['well', '#f1f1f1', '#191919'],
  ['surround', '#dedede', '#141414'],
  ['line', '#e0e0e0', '#333333'],
  ['ink', '#171717', '#ededed'],
  ['ink-2', '#4f4f4f', '#b8b8b8'],
  ['ink-3', '#616161', '#9a9a9a'],
  ['on-surround', '#4f4f4f', '#b8b8b8'],
  ['alarm', '#b0201a', '#ff8078'],
  ['grid', '#e9e9e9', '#2c2c2c'],
  ['c1', '#4d70dd', '#53c8fd'],
  ['c2', '#872a0a', '#fcb795'],
  ['c3', '#0e6f5d', '#319a37'],
  ['c4', '#c04d9d', '#e16096'],
  ['c5', '#602a98', '#9c78ed'],
  ['c6', '#7f7c1c', '#f2f259'],
  ['c7', '#004d6a', '#a9eef8'],
  ['c8', '#313131', '#aeaeae'],
]

function theme(pick: (colour: (typeof COLOURS)[number]) => string): string {
  return COLOURS.map((colour) => `--${colour[0]}:${pick(colour)}`).join(';')
}

/** The colours of paper, as custom properties. */
export const LIGHT = theme(([, light]) => light)

export const FONT =
  '-apple-system,BlinkMacSystemFont,"SF Pro Text","Segoe UI Variable Text","Segoe UI",Inter,Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif'

/** What charts are drawn with. */
export const CHART_STYLE = `.k1{color:var(--c1)}.k2{color:var(--c2)}.k3{color:var(--c3)}.k4{color:var(--c4)}.k5{color:var(--c5)}.k6{color:var(--c6)}.k7{color:var(--c7)}.k8{color:var(--c8)}
svg.chart text{fill:var(--ink-3)}
svg.chart .t1{fill:var(--ink)}svg.chart .t2{fill:var(--ink-2)}
.g{stroke:var(--grid);stroke-width:1}
.ref{stroke:var(--ink-2);stroke-width:1;stroke-dasharray:2 3}
.ln{fill:none;stroke:currentColor;stroke-width:1.75;stroke-linejoin:round}
.wh{fill:none;stroke:currentColor;stroke-width:1.5}
.bd{fill:currentColor;opacity:.14}
.dot{fill:currentColor}
.hol{fill:var(--paper);stroke:currentColor;stroke-width:1.5}
.cloud{opacity:.75}
.set{fill:none;stroke:var(--ink);stroke-width:1.5}
.cut{fill:none;stroke:var(--ink-3);stroke-width:1}
.ring{fill:var(--paper);stroke:var(--ink);stroke-width:1.5}
.axis{stroke:var(--ink-2);stroke-width:1}
.part{fill:var(--ink-2)}.part.faint{fill:var(--ink-3);opacity:.45}`

/** One page of A4 for a trial of the usual size: closer lines, and side by side what needs no width. */
const ONE_PAGE_STYLE = `@media print,(min-width:1000px){.one-page main{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 32px}.one-page #contenders{grid-column:1/-1}}
@media print{@page single{margin:8mm 11mm 12mm}.one-page{page:single;zoom:.94;font-size:11px;line-height:15px}.one-page .kick{padding-bottom:4px;margin-bottom:8px}.one-page h1{font-size:18px;line-height:23px}.one-page .question{float:left;font-size:12px;line-height:16px;margin:0 20px 0 0}.one-page .practice{margin-top:2px}.one-page .answer{clear:both;font-size:16px;line-height:21px;margin-top:8px;max-width:none}.one-page .lead{font-size:12px;line-height:17px;margin:3px 0 5px}.one-page .lead p+p{margin-top:0}.one-page .notes{font-size:9.5px;line-height:12px;columns:2;column-gap:40px;margin-bottom:3px;max-width:none}.one-page section{margin-top:9px}.one-page h2{font-size:13px;line-height:17px;margin-bottom:2px}.one-page table{font-size:11px;line-height:14px}.one-page th,.one-page td{padding-top:3px;padding-bottom:3px}.one-page small,.one-page thead th{font-size:9.5px;line-height:12px}.one-page .note,.one-page .plain{font-size:10px;line-height:13px;max-width:none}.one-page .plain li{padding:1px 0}}
`

/** The report's own stylesheet. It follows the reader's theme on screen and is light on paper. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root{${theme(([, , dark]) => dark)}}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink)}
body{margin:0 auto;padding:32px 32px 64px;max-width:1280px;font:400 13px/20px ${FONT};font-variant-numeric:tabular-nums lining-nums;-webkit-text-size-adjust:100%}
h1,h2,h3,h4,p,dl,dd,figure,ul{margin:0;padding:0}
h1{font-size:26px;line-height:32px;font-weight:600;letter-spacing:-.012em;max-width:34em;overflow-wrap:anywhere}
.answer{font-size:20px;line-height:26px;font-weight:600;letter-spacing:-.008em;max-width:44em;margin-top:16px;overflow-wrap:anywhere}
.answer+.lead{margin-top:8px}
h2{font-size:15px;line-height:23px;font-weight:600;margin-bottom:6px}
h3{font-size:13px;line-height:20px;font-weight:600;margin:20px 0 6px}
h4{font-size:12px;line-height:17px;font-weight:600;margin:14px 0 4px}
section{margin-top:48px}
small{display:block;font-size:11px;line-height:14px;color:var(--ink-3);font-weight:400}
.kick{display:flex;justify-content:space-between;font-size:12px;color:var(--ink-2);border-bottom:1px solid var(--ink);padding-bottom:10px;margin-bottom:24px}
.question{font-size:15px;line-height:23px;color:var(--ink-2);margin-top:4px}
.lead{font-size:15px;line-height:23px;margin:18px 0 14px;max-width:56em}
.lead p+p{margin-top:4px}
.around{color:var(--ink-2);font-size:.92em;white-space:nowrap}
b,.lead b{font-weight:600}
sup{font-size:10px;line-height:0;margin-left:2px}
a{color:inherit;text-decoration-color:var(--ink-3);text-underline-offset:2px}
.notes{margin:0;padding:0 0 0 18px;color:var(--ink-2);font-size:11px;line-height:15px;max-width:92em;margin-bottom:12px}
.reasons{margin:0;padding-left:22px;max-width:76em}
.reasons li{padding:4px 0}
.note{color:var(--ink-2);font-size:12px;line-height:17px;max-width:72em}
.warning{color:var(--alarm);margin-top:10px}
.practice{display:flex;align-items:center;gap:7px;color:var(--ink-2);margin-top:10px}
.practice::before{content:"";width:18px;height:9px;background:repeating-linear-gradient(135deg,var(--ink-2) 0 1.5px,transparent 1.5px 4.5px)}
.scroll{overflow-x:auto;margin:8px 0}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table{border-collapse:collapse;width:100%;font-size:12px;line-height:17px}
th,td{text-align:right;padding:7px 14px 7px 0;vertical-align:middle;white-space:nowrap;font-weight:400}
th:first-child,td:first-child,.text{text-align:left}
.volumes th:first-child{text-align:right}
th:last-child,td:last-child{padding-right:0}
th.text:not(:first-child),td.text:not(:first-child){padding-left:12px}
thead th{color:var(--ink-3);font-size:11px;line-height:14px;padding-top:3px;padding-bottom:5px;vertical-align:bottom}
thead th.group{text-align:right}
tbody tr{border-top:1px solid var(--line)}
tbody tr:last-child{border-bottom:1px solid var(--line)}
.words th{white-space:normal}
.words .con{white-space:nowrap}
.criterion th{padding-top:16px;color:var(--ink-2);font-weight:600}
.criterion th b{font-weight:600}
tbody+tbody tr:first-child{border-top:1px solid var(--line)}
.verdict b{color:var(--ink)}
td.verdict{min-width:150px}
.items tbody tr+tr{border-top:0}.items tbody tr+tr td{padding-top:2px}.items th{vertical-align:top}.items tbody tr:last-child{border-bottom:0}.items{border-bottom:1px solid var(--line)}
.assumed th,.assumed td,.tornado th,.tornado td,.surface th,.surface td{padding-top:4px;padding-bottom:4px}
.inputs thead th{white-space:normal}
.claims{table-layout:fixed}.claims th,.claims td{vertical-align:top;white-space:normal}.claims th:nth-child(2){width:38%}.claims th:nth-child(3){width:24%}.claims th:last-child{width:12%}
td.text{white-space:normal;min-width:90px;color:var(--ink-2)}
.con{display:inline-flex;align-items:center;gap:9px;text-align:left}
.con bdi{font-weight:600}
.con small bdi{font-weight:400}
.mk{width:10px;height:10px;flex:none;fill:currentColor;overflow:visible}
.q{white-space:nowrap}.q b{font-weight:600}
.u{color:var(--ink-2);margin-left:.22em}
.i{color:var(--ink-2);margin-left:.42em;font-size:.92em}
.alarm{color:var(--alarm);font-weight:400}
.none{color:var(--ink-3);font-size:11px}
.strips td{padding-top:0;padding-bottom:0}
.strips td.figure{width:${360 + 14}px;padding-right:14px}
.strips tfoot td{padding:0}
.strip{width:360px}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:8px 40px}
.pair figure{max-width:620px}
svg.chart{display:block;max-width:100%;height:auto;overflow:visible;font-size:11px}
${CHART_STYLE}
.pictures{background:var(--surround);margin-left:-32px;margin-right:-32px;padding:24px 32px 32px}
.pictures .note,.pictures .prompt p,.pictures small,.pictures figcaption{color:var(--on-surround)}
.row{display:grid;grid-template-columns:132px repeat(var(--columns),minmax(0,1fr));gap:12px;margin-top:16px;break-inside:avoid}
.further .row{grid-template-columns:132px repeat(var(--columns),minmax(0,150px))}
.heads{align-items:end}
.prompt{font-size:12px;line-height:17px;overflow-wrap:anywhere}
.prompt b{font-weight:600}
.prompt p{font-size:11px;line-height:15px;margin-top:2px}
.given{margin-top:8px}
.given img{display:block;width:auto;height:auto;max-width:100%;max-height:132px}
.box{display:grid;place-items:center}
.box img{display:block;height:auto}
.empty{align-content:center;justify-items:start;gap:4px;padding:0 14px;font-size:11px;line-height:15px;background:repeating-linear-gradient(135deg,color-mix(in srgb,var(--ink) 12%,transparent) 0 1px,transparent 1px 7px);overflow:hidden;overflow-wrap:anywhere}
.empty b{font-size:12px;font-weight:600}
figcaption{margin-top:5px}
.pictures figcaption{display:flex;flex-wrap:wrap;gap:0 10px;font-size:11px;line-height:14px}
.flag{color:var(--ink);font-weight:600}
.plain{list-style:none;max-width:64em}
.plain li{padding:4px 0}
.plain li+li{border-top:1px solid var(--line)}
dl{display:grid;grid-template-columns:110px minmax(0,1fr);gap:6px 16px;max-width:76em;font-size:12px;line-height:17px}
dt{color:var(--ink-3)}
bdi{unicode-bidi:isolate}
@media (min-width:1700px){body{max-width:1500px}}
@media (max-width:700px){body{padding:16px 16px 48px}.pictures{margin-left:-16px;margin-right:-16px;padding:16px}.row,.further .row{grid-template-columns:repeat(var(--columns),minmax(0,1fr))}.row>:first-child{grid-column:1/-1}}
@media print{@page{size:A4 landscape;margin:12mm 12mm 16mm;@bottom-left{content:"Assay report";font:400 8pt ${FONT};color:#616161}@bottom-right{content:counter(page) " of " counter(pages);font:400 8pt ${FONT};color:#616161}}html{background:#fff}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}body{padding:0;max-width:none}section{margin-top:22px}.pictures{margin:22px 0 0;padding:12px 16px}.pictures .row{width:84%;margin-top:10px}tr,figure,.scroll,li,section>.lead,.items tbody{break-inside:avoid}.note{break-inside:avoid}.scroll.long{break-inside:auto}.long tbody{break-inside:avoid}.kick{padding-bottom:6px;margin-bottom:12px}.answer{margin-top:8px}.lead{font-size:13px;line-height:18px;max-width:none;margin-bottom:8px}.lead p+p{margin-top:1px}.notes{margin-bottom:6px;line-height:13px}.question,.practice{margin-top:2px}header+main>section:first-child{margin-top:14px}h2,h3,h4,h2+.note,h3+.note,section>.lead,h2+p,h2+p+.note{break-after:avoid}.scroll{overflow:visible}th,td{padding:5px 9px 5px 0}.summary{font-size:11px;line-height:14px}.summary th,.summary td{padding:4px 8px 4px 0}.summary small{font-size:9.5px;line-height:12px}}
${ONE_PAGE_STYLE}`
