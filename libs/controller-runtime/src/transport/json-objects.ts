/**
 * Cuts a text that arrives in pieces into the JSON objects that it consists of, whatever stands between them. Kubernetes writes each event of a
 * watch on a line of its own; clients in Go read a stream of values, and so there are servers, such as upstream's simulated clusters, that print
 * an event over many lines, and end it with nothing.
 * @returns takes the next piece, answers the objects that are complete with it, as text
 */
export function jsonObjects(): (piece: string) => readonly string[] {
  let pending = '';
  let depth = 0;
  let isQuoted = false;
  let isEscaped = false;
  return (piece) => {
    const complete: string[] = [];
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const character = piece[at];
      if (isEscaped) isEscaped = false;
      else if (isQuoted) {
        isEscaped = character === '\\';
        isQuoted = character !== '"';
      } else if (character === '"') isQuoted = true;
      else if (character === '{') {
        if (depth === 0) from = at;
        depth += 1;
      } else if (character === '}') {
        depth -= 1;
        if (depth > 0) continue;
        complete.push(pending + piece.slice(from, at + 1));
        pending = '';
      }
    }
    if (depth > 0) pending += piece.slice(from);
    return complete;
  };
}
