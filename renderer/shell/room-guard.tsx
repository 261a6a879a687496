import { Component, type ReactNode } from 'react';
import { ErrorNotice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

interface State {
  readonly message: string | null;
}

/** Keeps a fault in one room from taking the window away: the frame stays, with the fault and another try. */
export class RoomGuard extends Component<Props, State> {
  override state: State = { message: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { message: thrown instanceof Error ? thrown.message : 'the room could not be shown' };
  }

  override render() {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <Page title={this.props.title}>
        <ErrorNotice error={{ code: 'INTERNAL', message, hint: '' }} onRetry={() => this.setState({ message: null })} />
      </Page>
    );
  }
}
