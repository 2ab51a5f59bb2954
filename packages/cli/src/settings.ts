/** A setting of program.yaml: its key, which is also where it stands, and what holds without it. */
export interface ProgramSetting {
  readonly key: string
  readonly otherwise: string | number | boolean
}

const setting = (key: string, otherwise: string | number | boolean): ProgramSetting => ({ key, otherwise })

/** Every setting of a program, apart from its folders and the words of its states. */
export const programSettings: readonly ProgramSetting[] = [
  setting('start', 'not set'),
  setting('weeks', 'half-open'),
  setting('calendar.workingDays', 'five days a week'),
  setting('calendar.holidays', 'none'),
  setting('calendar.hours', '8 a day'),
  setting('schedule.milestones', 'sequence'),
  setting('schedule.lag', 'working'),
  setting('schedule.capacity', '1'),
  setting('archive.name', '{name}.md'),
  setting('archive.pointer', false),
  setting('archive.require', 'nothing'),
  setting('review.forum', 'any'),
  setting('review.planUpdated', false),
  setting('review.minutes', false),
  setting('review.superseded', '<evidence>/_archive'),
  setting('review.seed', true),
  setting('snapshots.gates', 'none'),
  setting('snapshots.before', 'nothing'),
  setting('snapshots.paths', 'everything that git does not ignore'),
  setting('snapshots.rpo', 'not set'),
  setting('snapshots.rto', 'not set'),
  setting('rules.ownersBeforeStart', true),
  setting('rules.acceptanceBeforeAccepted', true),
  setting('rules.taskNeedsSource', false),
  setting('rules.taskNeedsRisk', false),
  setting('rules.taskNeedsRequirement', false),
  setting('trace.commits', 'for trace only'),
  setting('trace.suspect', 'error'),
  setting('trace.unreviewed', 'off'),
]
