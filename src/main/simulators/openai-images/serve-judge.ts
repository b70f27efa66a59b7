import { createHash } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { readJson } from '../read-json.ts'
import type { SimulatorContext, SimulatorKit } from '../simulator.ts'
import { countTokens, judgeByContrast, readJudgeBody, type JudgeFault, type JudgeQuestion } from './judge.ts'
import { refuse } from './refusal.ts'

/** A judge looks and writes a sentence: that takes it a part of the time of a picture. */
const SHARE_OF_A_PICTURE = 0.05
const DRAWS = 1_000_000

/** The route of chat completions, for models that compare two pictures. */
export function serveJudge(
  app: Hono<{ Bindings: HttpBindings }>,
  kit: SimulatorKit,
  reject: (context: SimulatorContext, receivedMs: number | null) => void,
): void {
  app.post('/chat/completions', async (context) => {
    const { body, receivedMs } = await readJson(context, kit)
    const read = readJudgeBody(body)
    if (!read.ok) {
      reject(context, receivedMs)
      return refuse(context, read.refusal)
    }
    const { asked } = read
    const strikes = lots(asked, kit)
    await kit.pass(kit.profile.serviceMedianMs * SHARE_OF_A_PICTURE)
    if (strikes('server-error')) {
      const message = 'The server had an error while processing your request. Sorry about that!'
      return refuse(context, { status: 500, message, type: 'server_error', code: 'server_error' })
    }
    const isRefused = strikes('refusal')
    const content = isRefused ? null : await answerOf(asked, strikes)
    const refusal = isRefused ? 'I’m sorry, I can’t compare these pictures.' : null
    const [input, output] = await countTokens(asked, content ?? refusal ?? '')
    return context.json({
      id: `chatcmpl-${context.res.headers.get('x-request-id') ?? ''}`,
      object: 'chat.completion',
      created: Math.floor(kit.wallMs(receivedMs) / 1000),
      model: asked.model,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content, refusal, annotations: [] },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      ...(!strikes('uncounted') && {
        usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
      }),
    })
  })
}

async function answerOf(asked: JudgeQuestion, strikes: (fault: JudgeFault) => boolean): Promise<string> {
  if (strikes('garbage')) return 'Both have their charm: the first one glows, and the second one is calm.'
  const truth = strikes('first') ? 'first' : await judgeByContrast(asked.pictures)
  const reason = truth === 'tie' ? 'Both have about the same contrast.' : `The ${truth} picture has more contrast.`
  return JSON.stringify({ reason, answer: truth })
}

/** One draw for each fault of a call, so that none disturbs another. */
function lots({ faults, text, pictures }: JudgeQuestion, kit: SimulatorKit): (fault: JudgeFault) => boolean {
  const call = createHash('sha256').update(text).update(pictures[0]).update(pictures[1]).digest('hex')
  return (fault) => kit.pickSeed(fault, call, DRAWS) < (faults[fault] ?? 0) * DRAWS
}
