import { parseXML } from '@aws-sdk/xml-builder';
import { getValueFromTextNode } from '@smithy/core/client';
import { extendedEncodeURIComponent } from '@smithy/core/protocols';
import { isObject, type Members } from './wire-request.ts';

/**
 * What a value consists of, as operations.cjs has it from the SDK's schemas: 0 is a text, 1 what none of our calls sends, [a] a
 * list, [key, value, a] a map with the names of its parts, and an object the members of a structure.
 */
export type Shape = 0 | 1 | [Shape] | [string, string, Shape] | { [member: string]: Shape };

/**
 * Input as the parameters of a form, each with an & before it. Throws for a value that the form cannot have. Half a surrogate pair,
 * at which the SDK throws, becomes a replacement character: better one letter lost than an alert.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#query-key-resolution
 */
export const parametersOf = (shape: Shape, value: unknown, name = ''): string => {
  if (value === undefined || value === null) return '';
  if (shape === 0 && typeof value === 'string')
    return `&${extendedEncodeURIComponent(name)}=${extendedEncodeURIComponent(value.toWellFormed())}`;
  if (typeof shape === 'number' || !isObject(value) || Array.isArray(value) || shape.length === 1)
    throw new TypeError(`${name} cannot be sent as a form: ${Object.prototype.toString.call(value)}`);
  const within = name === '' ? '' : `${name}.`;
  if (!Array.isArray(shape))
    return Object.entries(shape)
      .map(([member, one]) => parametersOf(one, value[member], within + member))
      .join('');
  const [keyName, valueName, of] = shape;
  return Object.entries(value)
    .filter(([, one]) => one !== undefined && one !== null)
    .map(([key, one], index) => {
      const entry = `${within}entry.${index + 1}.`;
      return parametersOf(0, key, entry + keyName) + parametersOf(of, one, entry + valueName);
    })
    .join('');
};

/** The content of an answer's outermost element: texts, objects, and a list where an element is there more than once. */
export const contentOf = (xml: string): unknown => {
  const [content] = Object.values(parseXML(xml));
  return isObject(content) ? getValueFromTextNode(content) : content;
};

/** What such a content says, by the shape that it should have. An element without content is an empty text, list, map or structure. */
export const readBy = (shape: Shape, content: unknown): unknown => {
  if (typeof shape === 'number') {
    if (typeof content !== 'string') throw new TypeError('an element has other elements in place of a text');
    return content;
  }
  const elements: Members = isObject(content) ? content : {};
  if (!Array.isArray(shape))
    return Object.fromEntries(
      Object.entries(shape).flatMap(([member, one]) =>
        elements[member] === undefined ? [] : [[member, readBy(one, elements[member])]],
      ),
    );
  if (shape.length === 1) return listOf(elements['member']).map((one) => readBy(shape[0], one));
  const [keyName, valueName, of] = shape;
  return Object.fromEntries(
    listOf(elements['entry']).flatMap((entry) =>
      isObject(entry) ? [[entry[keyName], readBy(of, entry[valueName])]] : [],
    ),
  );
};

const listOf = (value: unknown): unknown[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};
