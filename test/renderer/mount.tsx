import { MantineProvider } from "@mantine/core";
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}

export interface Mounted {
  /** The first element of the selector; throws where there is none. */
  find<E extends HTMLElement>(selector: string): E;
  findAll<E extends HTMLElement>(selector: string): readonly E[];
  render(content: ReactNode): void;
  press(element: HTMLElement, key: string, modifiers?: KeyboardEventInit): void;
  unmount(): void;
}

/** Shows something as the app would, in a page of its own. */
export function mount(content: ReactNode): Mounted {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  const container = document.createElement("div");
  document.body.append(container);
  const root = createRoot(container);
  const render = (shown: ReactNode): void =>
    act(() => root.render(<MantineProvider env="test">{shown}</MantineProvider>));
  render(content);
  return {
    render,
    find(selector) {
      const [first] = container.querySelectorAll<HTMLElement>(selector);
      if (!first) throw new Error(`Nothing on screen is a ${selector}`);
      return first as never;
    },
    findAll: (selector) => [...container.querySelectorAll<HTMLElement>(selector)] as never,
    press(element, key, modifiers = {}) {
      act(() => {
        element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...modifiers }));
      });
    },
    unmount() {
      act(() => root.unmount());
      container.remove();
    },
  };
}

/** Replaces the text of a field as typing does: React listens to the browser's own setter. */
export function typeInto(field: HTMLInputElement, text: string): void {
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  act(() => {
    setter?.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
