import { useEffect } from "react";
import { sharedText } from "../../../shared/formats/share/link";
import { text } from "../../text/i18n";
import { reportError } from "../errors";
import { adoptProject } from "../project-files";

/** Opens the network that the page's address carries, now and whenever a link is followed: as a file is opened. */
export function SharedLink() {
  useEffect(() => {
    const follow = (): void => void takeUp().catch(reportError);
    // Dialogs have to be there before one can be shown.
    const timer = setTimeout(follow);
    window.addEventListener("hashchange", follow);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("hashchange", follow);
    };
  }, []);
  return null;
}

async function takeUp(): Promise<void> {
  const { hash, pathname, search } = window.location;
  if (!hash.startsWith("#net=")) return;
  // Loading the page again must not put the link's network in the place of what was made of it.
  window.history.replaceState(null, "", `${pathname}${search}`);
  const content = sharedText(hash);
  if (content !== null) await adoptProject({ handle: null, name: text("share.name"), text: content });
}
