/** The words of a list: "goal, goals, aim". */
export const wordsIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
