import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Component, type ErrorInfo, type ReactNode } from "react";
import { errorMessage, UserError } from "../../shared/base/assert";
import { FileError } from "../host/file-error";
import { text } from "../text/i18n";

/** Says that something went wrong, in words; what was meant for the console goes there. */
export function reportError(thrown: unknown): void {
  if (!(thrown instanceof UserError)) console.error(thrown);
  const title = titleOf(thrown);
  notifications.show({
    id: `${title} ${errorMessage(thrown)}`,
    color: "red",
    title,
    message: errorMessage(thrown),
    autoClose: 12_000,
  });
}

function titleOf(thrown: unknown): string {
  if (thrown instanceof FileError) return text("files.unreadable", { name: thrown.fileName });
  return text(thrown instanceof UserError ? "app.error.refused" : "app.error.unexpected");
}

/** Nothing that goes wrong outside a component goes unnoticed. Returns how to stop listening. */
export function catchGlobalErrors(): () => void {
  const onError = (event: ErrorEvent): void => {
    // Browsers report a harmless delay of resize notices as an error of the window.
    if (!event.message.startsWith("ResizeObserver loop")) reportError(event.error ?? event.message);
  };
  const onRejection = (event: PromiseRejectionEvent): void => reportError(event.reason);
  window.addEventListener("error", onError);
  window.addEventListener("unhandledrejection", onRejection);
  return () => {
    window.removeEventListener("error", onError);
    window.removeEventListener("unhandledrejection", onRejection);
  };
}

interface GuardProps {
  readonly children: ReactNode;
  /** Saves the document, where the fault may have taken the menus with it. */
  readonly rescue?: () => void;
}

/**
 * Keeps a fault of one part from taking the rest down. The document lives outside React and is untouched: showing the
 * part again, undoing and saving all still work.
 */
export class Guard extends Component<GuardProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <div className="bw-empty" role="alert">
        <p>{text("app.error.part")}</p>
        <p className="bw-mono">{errorMessage(this.state.error)}</p>
        <Button size="xs" variant="default" onClick={() => this.setState({ error: null })}>
          {text("app.error.again")}
        </Button>{" "}
        {this.props.rescue && (
          <Button size="xs" onClick={this.props.rescue}>
            {text("app.error.save")}
          </Button>
        )}
      </div>
    );
  }
}
