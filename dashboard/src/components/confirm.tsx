import { Button, Stack } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { ReactNode } from "react";

interface Question {
  title: string;
  body: ReactNode;
  yes: string;
  no: string;
  /** What cannot be taken back lightly is red. */
  grave?: boolean;
  onYes: () => void;
  /** What can be done in its place. */
  other?: { label: string; note: string; onYes: () => void };
}

/** Asks before something that a person would regret. Escape and the cross mean no. */
export function confirm({ title, body, yes, no, grave = false, onYes, other }: Question): void {
  modals.openConfirmModal({
    title,
    children: (
      <>
        {body}
        {other !== undefined && (
          <Stack gap="xs" mt="md">
            <p>{other.note}</p>
            <Button
              variant="default"
              onClick={() => {
                modals.closeAll();
                other.onYes();
              }}
            >
              {other.label}
            </Button>
          </Stack>
        )}
      </>
    ),
    labels: { confirm: yes, cancel: no },
    confirmProps: grave ? { className: "lp-grave" } : {},
    onConfirm: onYes,
  });
}
