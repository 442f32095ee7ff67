import { Button, Group, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { ReactNode } from "react";

interface Choice<T> {
  readonly value: T;
  readonly label: string;
  readonly kind?: "primary" | "danger";
}

interface Question<T> {
  readonly title: string;
  readonly message: ReactNode;
  /** From the quiet one to the one that Enter takes. */
  readonly choices: readonly Choice<T>[];
}

/** Asks and waits. Null if the person closed the question instead of answering it. */
export function ask<T>({ title, message, choices }: Question<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const answer = (value: T): void => {
      resolve(value);
      modals.close(id);
    };
    const id = modals.open({
      title,
      onClose: () => resolve(null),
      children: (
        <Stack gap="lg">
          <Text size="sm" component="div">
            {message}
          </Text>
          <Group justify="flex-end" gap="xs">
            {choices.map(({ value, label, kind }) => (
              <Button
                key={label}
                size="xs"
                variant={kind === "primary" ? "filled" : "default"}
                {...(kind === "danger" ? { c: "var(--bw-danger)" } : {})}
                {...(kind === "primary" ? { "data-autofocus": true } : {})}
                onClick={() => answer(value)}
              >
                {label}
              </Button>
            ))}
          </Group>
        </Stack>
      ),
    });
  });
}
