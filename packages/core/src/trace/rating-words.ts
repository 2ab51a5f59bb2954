/** How much, from 1 (very low) to 5 (very high). */
export type Rank = 1 | 2 | 3 | 4 | 5

// Words for how grave and how likely, in the languages of the plans that the import reads. Lower case, composed, without hyphens.
const words: Readonly<Record<Rank, string>> = {
  1: `
    very low|vl|negligible|insignificant|trivial|minimal|rare|remote|very unlikely|extremely unlikely|improbable
    sehr gering|sehr niedrig|vernachlässigbar|sehr unwahrscheinlich
    très faible|négligeable|très improbable|muy bajo|muy baja|insignificante|muy improbable|muito baixo|muito baixa
    molto basso|molto bassa|trascurabile|极低|很低|極低|とても低い|非常に低い|极小|매우 낮음`,
  2: `
    low|l|lo|minor|small|unlikely|seldom|slight
    gering|niedrig|klein|unwahrscheinlich
    faible|bas|basse|mineur|mineure|peu probable|bajo|baja|menor|poco probable|baixo|baixa|pouco provável
    basso|bassa|minore|poco probabile|低|较低|較低|小|低い|轻微|輕微|낮음|하|저`,
  3: `
    medium|m|med|mid|moderate|average|normal|possible|occasional
    mittel|mäßig|möglich|moderat
    moyen|moyenne|modéré|modérée|medio|media|moderado|moderada|posible|médio|média|moderato|moderata|possibile|possível
    中|中等|中度|一般|中程度|보통|중간|중`,
  4: `
    high|h|hi|major|large|big|serious|significant|likely|probable|frequent
    hoch|groß|wahrscheinlich|erheblich
    élevé|élevée|eleve|haut|haute|fort|forte|majeur|majeure|alto|alta|mayor|maior|provável|elevado|elevada|probabile
    maggiore|高|较高|較高|大|高い|严重|嚴重|重大|높음|상|고`,
  5: `
    very high|vh|critical|crit|severe|catastrophic|extreme|blocker|showstopper|very likely|almost certain|certain|near certain
    sehr hoch|kritisch|katastrophal|sehr wahrscheinlich|fast sicher
    très élevé|très élevée|critique|catastrophique|très probable|quasi certain|muy alto|muy alta|crítico|crítica|catastrófico
    muy probable|muito alto|muito alta|muito provável|critico|critica|molto alto|molto alta|catastrofico|molto probabile
    极高|極高|很高|关键|關鍵|致命|灾难性|非常に高い|とても高い|致命的|매우 높음|심각|치명적`,
}

function table(): Map<string, Rank> {
  const ranks = new Map<string, Rank>()
  for (const [rank, text] of Object.entries(words))
    for (const word of text.split(/[|\n]/)) {
      const bare = word.trim().normalize('NFKC')
      if (bare !== '') ranks.set(bare, Number(rank) as Rank)
    }
  return ranks
}

/** Rating words → 1 (very low) to 5 (very high). */
export const ratingWords: ReadonlyMap<string, Rank> = table()

/** The words of a cell of a plan: lower case, without emphasis, emoji and their names (":red_circle:"). */
export function bareWords(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/:[a-z0-9_+-]+:/g, ' ')
    .replace(/\p{Extended_Pictographic}|\ufe0f|\u200d|[*_~`]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
