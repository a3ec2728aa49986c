/**
 * Name or id of a question's fields in the page. A form has its fields as properties by name: a question called
 * `insertBefore` or `length` would stand before the form's own, so nothing in the page is called as a question is.
 */
export const fieldName = (questionId: string): string => `f-${questionId}`
