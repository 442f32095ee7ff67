import { TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { UserError } from "../../../shared/base/assert";
import { shareFragment } from "../../../shared/formats/share/link";
import { currentHost } from "../../host/current";
import { currentDocument } from "../../state/project";
import { text } from "../../text/i18n";

/** Puts a link to the open network on the clipboard. Where a browser refuses that, it is shown to be copied by hand. */
export async function copyLink(): Promise<void> {
  // The app's own address is one that no other machine can open.
  if (currentHost().kind === "electron") throw new UserError(text("share.onlyInBrowsers"));
  const { name } = currentDocument();
  const { origin, pathname } = window.location;
  const link = `${origin}${pathname}#${shareFragment(currentDocument())}`;
  try {
    await navigator.clipboard.writeText(link);
    notifications.show({ id: "share", message: text("share.copied", { name, count: link.length }) });
  } catch {
    modals.open({
      title: text("share.byHand", { name }),
      children: <TextInput readOnly value={link} data-autofocus onFocus={selectAll} aria-label={name} />,
    });
  }
}

function selectAll(event: React.FocusEvent<HTMLInputElement>): void {
  event.currentTarget.select();
}
