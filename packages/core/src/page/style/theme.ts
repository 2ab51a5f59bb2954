import { pictureColors } from '../picture/picture-style.ts'

// Words keep 4.5:1 against what they stand on, in both themes; states have a sign and a word beside their colour.
const light = `color-scheme:light;--page:#fbfbfa;--card:#ffffff;--text:#1d2126;--soft:#3d444d;--faint:#59616b;--rule:#e1e4e8;--edge:#c9ced6;--band:#f3f4f6;--accent:#0b5cad;--accent-band:#e8f1fb;
--good:#166534;--good-band:#e7f4ea;--bad:#b3121d;--bad-band:#fcebea;--warn:#7a4b00;--warn-band:#fdf2dc;--shadow:0 1px 2px rgb(20 30 45/.05),0 1px 8px rgb(20 30 45/.04);${pictureColors.light};--pic-page:#ffffff`
const dark = `color-scheme:dark;--page:#0f1216;--card:#161a20;--text:#e8ebef;--soft:#c3c9d1;--faint:#9aa3ae;--rule:#2a3038;--edge:#3b434d;--band:#1d2229;--accent:#7fb8ff;--accent-band:#16283d;
--good:#6fd08c;--good-band:#14291b;--bad:#ff8a80;--bad-band:#341a1b;--warn:#e3b35c;--warn-band:#302511;--shadow:none;${pictureColors.dark};--pic-page:#161a20;--pic-stripe:#161a20;--pic-band:#1d2229`

/** Colours of the page: as the system has it, or as the reader chose; on paper always the light ones. */
export const themeStyle = `
:root{${light}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}
@media screen{:root[data-theme=dark]{${dark}}}
`.trim()
