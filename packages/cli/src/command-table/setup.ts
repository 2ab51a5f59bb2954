import type { CommandSpec } from '../command-spec.ts'

export const setup: readonly CommandSpec[] = [
  {
    words: ['init'],
    group: 'Setup',
    summary: 'start a workspace in this folder',
    options: [
      { flags: '--id <id>', summary: 'id of the program; default: the name of the folder' },
      { flags: '--name <name>', summary: 'name of the program' },
    ],
    examples: ['init', 'init --id harbour --name "Harbour library"'],
    needs: 'nothing',
    load: () => import('../commands/init.ts'),
  },
  {
    words: ['schema'],
    group: 'Setup',
    summary: 'the JSON Schema of a kind of file; without a name, the kinds',
    args: '[name]',
    examples: ['schema', 'schema phase'],
    needs: 'nothing',
    load: () => import('../commands/schema.ts'),
  },
  {
    words: ['explain'],
    group: 'Setup',
    summary: 'what a diagnostic code means, and how to mend it',
    args: '<code>',
    examples: ['explain link/unknown-id'],
    needs: 'nothing',
    load: () => import('../commands/explain.ts'),
  },
  {
    words: ['config', 'show'],
    group: 'Setup',
    summary: 'the settings in force, and where each comes from',
    examples: ['config show'],
    needs: 'workspace',
    load: () => import('../commands/config-show.ts'),
  },
  {
    words: ['doctor'],
    group: 'Setup',
    summary: 'is everything here that refractor needs',
    examples: ['doctor'],
    needs: 'nothing',
    load: () => import('../commands/doctor.ts'),
  },
  {
    words: ['completion'],
    group: 'Setup',
    summary: 'a completion script for bash, zsh or fish',
    args: '<shell>',
    examples: ['completion bash > ~/.local/share/bash-completion/completions/refractor'],
    needs: 'nothing',
    load: () => import('../commands/completion.ts'),
  },
]
