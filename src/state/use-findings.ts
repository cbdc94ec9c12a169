import { useMemo } from 'react';
import type { HandrailError } from '../journey/errors.ts';
import {
  type AnsweredFindings,
  answersOf,
  compileFindings,
  type FindingQuestions,
  questionsOf,
} from '../questions/findings.ts';
import type { View } from '../questions/view.ts';
import type { StoredDataset } from './embedded.ts';
import { useAnswersInTurn } from './use-answer.ts';

/** What was asked to find what is worth saying, with as many answers as there are. */
export interface FindingsState {
  readonly asked: FindingQuestions;
  readonly answers: AnsweredFindings;
  readonly settled: number;
  readonly questions: number;
  /** Why one of them could not be answered; the others are there. */
  readonly error: HandrailError | null;
}

/**
 * Asks whatever the findings of a stored journey need, the cheap questions first, one after the other and only when
 * `wanted`: once the stairs are there. `null` where plan and view make no question.
 */
export function useFindings(dataset: StoredDataset, view: View, wanted: boolean): FindingsState | null {
  const asked = useMemo(() => compile(dataset, view), [dataset, view]);
  const questions = useMemo(() => (asked ? questionsOf(asked) : []), [asked]);
  const { answerTo, settled, error } = useAnswersInTurn(dataset, questions, wanted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: answers come and never change, so their number tells them
  return useMemo(
    () => asked && { asked, answers: answersOf(asked, answerTo), settled, questions: questions.length, error },
    [asked, settled, questions, error],
  );
}

function compile({ plan, profile }: StoredDataset, view: View): FindingQuestions | null {
  try {
    return compileFindings(plan, profile, view);
  } catch {
    // The stairs say what is wrong with the question.
    return null;
  }
}
