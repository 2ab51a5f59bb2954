/** Why a text is not merged by record and field; the merge by lines takes over. Never leaves this folder. */
export class Unmergeable extends Error {}

export const unmergeable = (why: string): Unmergeable => new Unmergeable(why)
