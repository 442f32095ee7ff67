import { ActionIcon, Tooltip } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { Shortcut } from "./shortcut";

export interface IconButtonProps {
  readonly icon: Icon;
  /** Says what it does, in the tooltip and to screen readers. */
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly pressed?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Of the icon, in pixels. */
  readonly size?: number;
  onClick(): void;
}

/** An icon never stands without words: they are in its tooltip, with the shortcut. */
export function IconButton({
  icon: Glyph,
  label,
  shortcut,
  pressed,
  disabled = false,
  size = 18,
  onClick,
}: IconButtonProps) {
  return (
    <Tooltip
      label={
        <span className="bw-tooltip-line">
          {label}
          {shortcut && <Shortcut keys={shortcut} />}
        </span>
      }
    >
      <ActionIcon
        variant="subtle"
        color="gray"
        size={size + 12}
        aria-label={label}
        {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
        // Not `disabled`: a disabled button gets no pointer events, so its tooltip would never show.
        aria-disabled={disabled}
        onClick={() => {
          if (!disabled) onClick();
        }}
      >
        <Glyph size={size} stroke={1.75} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
