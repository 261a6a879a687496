import ts from 'typescript';

/**
 * Gives the text of every `<style>` that a module makes by hand, where the text is fixed when the module is written.
 * The page's policy names these texts by hash; one that is computed at run time stays forbidden.
 */
export function findInjectedStyles(code: string): string[] {
  if (!/createElement\(["']style["']\)/u.test(code)) return [];
  const source = ts.createSourceFile('module.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const constants = new Map<string, string>();
  const elements = new Set<string>();
  const styles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
      const text = fixedText(node.initializer, constants);
      if (text !== null) constants.set(node.name.text, text);
      if (/createElement\(["']style["']\)$/u.test(node.initializer.getText(source))) elements.add(node.name.text);
    }
    if (isTextOf(elements, node)) {
      const text = fixedText(node.right, constants);
      if (text !== null) styles.push(text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return styles;
}

function isTextOf(elements: ReadonlySet<string>, node: ts.Node): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(node.left) &&
    node.left.name.text === 'textContent' &&
    elements.has(node.left.expression.getText())
  );
}

/** Evaluates strings, templates of known constants, and `.trim()` of either; anything else is `null`. */
function fixedText(node: ts.Expression, constants: ReadonlyMap<string, string>): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node)) return constants.get(node.text) ?? null;
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const isTrim = node.expression.name.text === 'trim' && node.arguments.length === 0;
    return isTrim ? (fixedText(node.expression.expression, constants)?.trim() ?? null) : null;
  }
  if (!ts.isTemplateExpression(node)) return null;
  let text = node.head.text;
  for (const span of node.templateSpans) {
    const value = fixedText(span.expression, constants);
    if (value === null) return null;
    text += value + span.literal.text;
  }
  return text;
}
