import { useState } from "react";
import { ApiError } from "../api/problem";
import { useText } from "../i18n/language";
import { fieldText } from "../i18n/problems";
import { bringToSight } from "./sight";

interface Form {
  values: object;
  setErrors: (errors: Record<string, string>) => void;
  getInputNode: (field: string) => HTMLElement | null;
}

/**
 * Puts the server's word on each field beside that field, brings the first of them to sight, and keeps in `other` an
 * error of which no field has a place in the form. `names` maps the API's field names to the form's where they differ.
 */
export function useServerErrors(form: Form, names: Record<string, string> = {}) {
  const text = useText();
  const [other, setOther] = useState<unknown>(null);
  /** Shows the first field that is wrong; also for a form's own checks, as the second argument of its `onSubmit`. */
  const show = (errors: Record<string, unknown>): void => {
    // A field that was folded away is there after the next painting.
    requestAnimationFrame(() => {
      const nodes = Object.keys(errors).map((field) => form.getInputNode(field));
      bringToSight(nodes.find((node) => node !== null) ?? null);
    });
  };
  return {
    other,
    clear: () => setOther(null),
    show,
    take(error: unknown): void {
      const fields = error instanceof ApiError ? error.fields : [];
      const errors = Object.fromEntries(
        fields.map((field) => [names[field.field] ?? field.field, fieldText(field, text)]),
      );
      form.setErrors(errors);
      show(errors);
      const isShown = Object.keys(errors).some((name) => Object.hasOwn(form.values, name.split(".")[0] ?? ""));
      setOther(isShown ? null : error);
    },
  };
}
