import { Component, type ReactNode } from "react";
import { useText } from "../i18n/language";
import classes from "./Blank.module.css";

interface State {
  failed: boolean;
}

/** A fault of the page itself, or code that could not be loaded after a deployment: offers to load the page anew. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useText();
  return (
    <main className={classes.blank}>
      <h1>{t.broken.title}</h1>
      <p>{t.broken.note}</p>
      <button type="button" onClick={() => window.location.reload()}>
        {t.broken.reload}
      </button>
    </main>
  );
}
