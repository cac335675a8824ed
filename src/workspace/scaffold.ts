import type { Interaction } from '../plan/interaction.ts'

/** The text that an agent finds in its source file: type-checks as it is, and says what is missing. */
export function scaffold(interaction: Interaction): string {
  return interaction.kind === 'sync' ? syncScaffold(interaction) : actionScaffold(interaction)
}

function actionScaffold({ does }: Interaction): string {
  return `import { createAction } from 'nango';
import { z } from 'zod';

// What the caller gives. Keep z.object({}) if nothing is needed.
const InputSchema = z.object({});

// What the caller gets: an object, taken from the API's answer.
const OutputSchema = z.object({});

const action = createAction({
    description: ${JSON.stringify(does)},
    version: '1.0.0',
    input: InputSchema,
    output: OutputSchema,
    exec: async (nango, input): Promise<z.infer<typeof OutputSchema>> => {
        // 1. Ask the API with nango.get, post, put, patch or delete, the request built from \`input\`.
        // 2. Parse the answer with a schema of the fields that you use.
        // 3. Return the output. Throw nango.ActionError for a failure that the caller should understand.
        throw new nango.ActionError({ message: 'This action is not written yet.', input });
    }
});

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0];
export default action;
`
}

function syncScaffold({ does, model = 'Record', metadata }: Interaction): string {
  const withMetadata = metadata === undefined ? '' : '    autoStart: false,\n    metadata: MetadataSchema,\n'
  return `import { createSync } from 'nango';
import { z } from 'zod';

// One record, with a stable id. The name of the model is fixed.
const ${model} = z.object({
    id: z.string()
});
${metadata === undefined ? '' : '\n// What the connection is configured with.\nconst MetadataSchema = z.object({});\n'}
// Where to go on in the next run: strings, numbers and booleans only.
const CheckpointSchema = z.object({
    cursor: z.string()
});

const sync = createSync({
    description: ${JSON.stringify(does)},
    version: '1.0.0',
    frequency: 'every hour',
${withMetadata}    models: { ${model} },
    checkpoint: CheckpointSchema,
    exec: async (nango) => {
        const checkpoint = await nango.getCheckpoint();
        // For every page of the API's answer, beginning after the checkpoint:
        // 1. await nango.batchSave(records, '${model}') with records taken from the page
        // 2. await nango.saveCheckpoint({ ... })
        throw new Error(\`This sync is not written yet (checkpoint: \${JSON.stringify(checkpoint)}).\`);
    }
});

export type NangoSyncLocal = Parameters<(typeof sync)['exec']>[0];
export default sync;
`
}
