const digits: Readonly<Record<string, number>> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 零: 0, 〇: 0 }

/** Chinese numerals up to 99 as digits: "十二" is "12". Other texts stay as they are. */
export function withDigits(text: string): string {
  if (!/^[一二两三四五六七八九零〇十]{1,3}$/.test(text)) return text
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['0', text]
  const ten = tens === '' ? 1 : (digits[tens] ?? 0)
  return String(ten * 10 + (ones === '' ? 0 : (digits[ones] ?? 0)))
}
