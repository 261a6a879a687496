import type { KeyState } from '../../../shared/model/key.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import { describeActor } from '../../../shared/text/actor.ts';
import { Instant } from '../../components/time.tsx';
import { type Text, useLanguage, useText } from '../../text/text.ts';
import css from './keys.module.css';

type Move = Output<'key.read'>['moves'][number];

/** The states of a key as a line of time, the newest first. */
export function KeyTimeline({ moves }: { readonly moves: readonly Move[] }) {
  const text = useText();
  const language = useLanguage();
  return (
    <ol className={css.timeline}>
      {moves.toReversed().map((move) => (
        <li key={move.seq}>
          <strong>{sentence(move, text)}</strong>
          <Instant iso={move.at} isRelative />
          {move.reason !== null && <p>{move.reason}</p>}
          <p className={css.soft}>{describeActor(move.by, language)}</p>
        </li>
      ))}
    </ol>
  );
}

function sentence({ from, to }: Move, text: Text): string {
  const name = (state: string) => text.terms.keyState[state as KeyState] ?? state;
  return from === null ? text.keyLife.began(name(to)) : `${name(from)} → ${name(to)}`;
}
