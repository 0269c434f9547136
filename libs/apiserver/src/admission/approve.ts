import { waitFor, type Steps } from '../background/steps.ts';
import type { ServerContext } from '../server-context.ts';
import { ask, questionFor, type Question, type States } from './ask.ts';
import type { Attributes } from './attributes.ts';
import { denial } from './review.ts';

/**
 * Asks the validating webhooks, all at once, about a write that is otherwise ready to be stored.
 * @throws StatusError when a webhook refuses, or cannot be asked; the first of several in the order of their names
 */
export function* approve(context: ServerContext, attributes: Attributes, states: States): Steps<void> {
  const questions: Question[] = [];
  // One after the other, so that versions that several want to see are converted once.
  for (const hook of context.hooks.validating(attributes)) {
    const question = yield* questionFor(context, hook, attributes, states);
    if (question !== undefined) questions.push(question);
  }
  if (questions.length === 0) return;
  const settled = yield* waitFor(Promise.allSettled(questions.map((question) => ask(context, question, false))));
  const refusals: unknown[] = [];
  for (const [index, outcome] of settled.entries()) {
    if (outcome.status === 'rejected') {
      refusals.push(outcome.reason);
      continue;
    }
    const { value } = outcome;
    const hook = questions[index]?.hook;
    if (value === undefined || hook === undefined) continue;
    attributes.warnings.push(...value.warnings);
    if (!value.allowed) refusals.push(denial(hook, value.result));
  }
  if (refusals.length > 0) throw refusals[0];
}
