import type { RequestPreview } from '../../shared/model/registration.ts';
import { useText } from '../text/text.ts';
import { CodeBlock } from './code-block.tsx';
import css from './exact-request.module.css';

/** A request as it will leave, every byte of it. */
export function ExactRequest({ request }: { readonly request: RequestPreview }) {
  const text = useText();
  return (
    <div className={css.request}>
      <p className={css.line}>
        <code>
          <strong>{request.method}</strong> {request.url}
        </code>
      </p>
      <ul>
        {Object.entries(request.headers).map(([name, value]) => (
          <li key={name} className={css.line}>
            <code>
              {name}: {value}
            </code>
          </li>
        ))}
      </ul>
      <CodeBlock value={request.body} what={text.keys.body} />
    </div>
  );
}
