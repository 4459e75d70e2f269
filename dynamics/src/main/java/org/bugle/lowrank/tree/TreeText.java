package org.bugle.lowrank.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// A tree as an expression of site numbers and brackets, separated by blanks, line ends or commas;
/// read and written without recursion. Positions in messages are characters counted from 1.
final class TreeText {
    private static final String EXAMPLE = "such as ((0 1) (2 (3 4)))";

    /// So many digits always fit an int.
    private static final int LONGEST_SITE = 9;

    /// An opened bracket and the subtrees read inside it so far.
    private record Bracket(int position, int children) {
        Bracket withChild() {
            return new Bracket(position, children + 1);
        }
    }

    private final String text;
    private final PostOrder order = new PostOrder();
    private final Deque<Bracket> brackets = new ArrayDeque<>();
    private final Map<Integer, Integer> positions = new HashMap<>(); // of each site

    private TreeText(String text) {
        this.text = text;
    }

    static Tree parse(String text) {
        return new TreeText(text).read();
    }

    static Tree named(String description, int sites) {
        String name = description.strip();
        return switch (name) {
            case "balanced" -> Tree.balanced(sites);
            case "linear" -> Tree.linear(sites);
            case "star" -> Tree.star(sites);
            default -> {
                if (name.matches("mary:[0-9]{1,9}")) {
                    yield Tree.mary(Integer.parseInt(name.substring("mary:".length())), sites);
                }
                if (name.matches("[a-zA-Z].*")) {
                    throw wrong(
                            "unknown tree '%s'; allowed: balanced, linear, star, mary:3 or an expression %s"
                                    .formatted(name, EXAMPLE));
                }
                Tree tree = parse(description);
                if (tree.sites() != sites) {
                    throw wrong(
                            "the expression has %d leaves for %d sites"
                                    .formatted(tree.sites(), sites));
                }
                yield tree;
            }
        };
    }

    private Tree read() {
        boolean complete = false;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            boolean separates = Character.isWhitespace(c) || c == ',';
            if (complete && !separates && c != ')') {
                throw wrong("the tree ends before character %d".formatted(at + 1));
            }
            if (c == '(') {
                brackets.push(new Bracket(at + 1, 0));
            } else if (c == ')') {
                close(at + 1);
            } else if (!separates) {
                end = endOfNumber(at);
                leaf(text.substring(at, end), at + 1);
            }
            complete |= !separates && brackets.isEmpty();
            at = end;
        }
        if (!brackets.isEmpty()) {
            throw wrong(
                    "the bracket opened at character %d is not closed"
                            .formatted(brackets.element().position()));
        }
        if (!complete) {
            throw wrong("the text is empty; a tree is an expression " + EXAMPLE);
        }
        int leaves = positions.size();
        for (int site = 0; site < leaves; site++) {
            if (!positions.containsKey(site)) {
                throw wrong(
                        "site %d is missing; %d leaves must be the sites 0 to %d"
                                .formatted(site, leaves, leaves - 1));
            }
        }
        return order.tree();
    }

    private int endOfNumber(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end == from) {
            throw wrong(
                    "found '%c' at character %d; a tree is made of site numbers and brackets, %s"
                            .formatted(text.charAt(from), from + 1, EXAMPLE));
        }
        return end;
    }

    private void leaf(String digits, int position) {
        if (digits.length() > LONGEST_SITE) {
            throw wrong("site %s at character %d is too large".formatted(digits, position));
        }
        int site = Integer.parseInt(digits);
        Integer before = positions.put(site, position);
        if (before != null) {
            throw wrong(
                    "site %d stands at two leaves, at characters %d and %d"
                            .formatted(site, before, position));
        }
        order.leaf(site);
        child();
    }

    private void close(int position) {
        if (brackets.isEmpty()) {
            throw wrong("the bracket at character %d closes nothing".formatted(position));
        }
        Bracket bracket = brackets.pop();
        if (bracket.children() < 2) {
            throw wrong(
                    "the node at character %d has %s; an inner node needs two or more"
                            .formatted(
                                    bracket.position(),
                                    bracket.children() == 1 ? "one child" : "no child"));
        }
        order.join(bracket.children());
        child();
    }

    private void child() {
        if (!brackets.isEmpty()) {
            brackets.push(brackets.pop().withChild());
        }
    }

    private static IllegalArgumentException wrong(String sentence) {
        return new IllegalArgumentException("Tree: " + sentence);
    }

    /// The expression of a tree, one blank between siblings.
    static String of(Tree tree) {
        StringBuilder text = new StringBuilder();
        Deque<Integer> todo = new ArrayDeque<>(); // nodes; NONE closes a bracket
        todo.push(tree.root());
        while (!todo.isEmpty()) {
            int node = todo.pop();
            if (node == Tree.NONE) {
                text.append(')');
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '(') {
                text.append(' ');
            }
            if (tree.isLeaf(node)) {
                text.append(tree.site(node));
                continue;
            }
            text.append('(');
            todo.push(Tree.NONE);
            for (int k = tree.childCount(node) - 1; k >= 0; k--) {
                todo.push(tree.child(node, k));
            }
        }
        return text.toString();
    }
}
