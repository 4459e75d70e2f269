package org.bugle.models.formula;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;

import org.bugle.models.formula.FormulaTree.Extent;
import org.bugle.models.formula.FormulaTree.Operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a formula under its key: the tree that it means, and refusals that name a position
/// in it.
///
/// @param key what the formula is called where it is written
/// @param names that it may use beside the functions
public record FormulaText(String key, String text, List<String> names) {
    private static final Map<String, Operation> OPERATIONS =
            Map.of(
                    "+", Operation.PLUS,
                    "-", Operation.MINUS,
                    "*", Operation.TIMES,
                    "/", Operation.OVER,
                    "^", Operation.POWER);

    /// Two operands with nothing but blanks between them, or a word and its operand.
    private static final Pattern NEIGHBOURS =
            Pattern.compile("([A-Za-z_]\\w*|[\\w.]+|\\))\\s+(?=[\\w.(])");

    public FormulaText {
        names = List.copyOf(names);
    }

    /// @throws IllegalArgumentException if the text cannot be read; the sentence names the position
    public FormulaTree tree() {
        return tree(0, Set.of());
    }

    /// The tree of the text from a character on.
    ///
    /// @param words that may stand before an operand; they bind more than `^`
    /// @throws IllegalArgumentException if the text cannot be read; the sentence names the position
    public FormulaTree tree(int from, Set<String> words) {
        String read = " ".repeat(from) + text.substring(from); // positions stay as they are
        requireOperators(read, words);
        try {
            return tree(new Expression(read, Grammar.with(words)).getAbstractSyntaxTree());
        } catch (ParseException e) {
            String message = String.valueOf(e.getMessage());
            if (message.startsWith("Undefined function")) {
                throw unknown(e.getTokenString().replace("(", ""), e.getStartPosition());
            }
            boolean open = message.startsWith("Closing brace");
            throw refused(
                    open ? openBrace() : Math.max(from + 1, e.getStartPosition()),
                    message.isEmpty()
                            ? "cannot be read"
                            : message.substring(0, 1).toLowerCase(Locale.ROOT)
                                    + message.substring(1));
        }
    }

    private void requireOperators(String read, Set<String> words) {
        for (Matcher pair = NEIGHBOURS.matcher(read); pair.find(); ) {
            String first = pair.group(1);
            if (!words.contains(first) && !Elementary.names().contains(first)) {
                throw refused(pair.end() + 1, "missing operator");
            }
        }
    }

    /// Position of the last parenthesis that is not closed.
    private int openBrace() {
        int closed = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            closed += text.charAt(i) == ')' ? 1 : 0;
            if (text.charAt(i) == '(' && closed-- == 0) {
                return i + 1;
            }
        }
        return 1;
    }

    private FormulaTree tree(ASTNode node) {
        Token token = node.getToken();
        List<FormulaTree> parts = node.getParameters().stream().map(this::tree).toList();
        Extent extent = extent(token, parts);
        return switch (token.getType()) {
            case NUMBER_LITERAL -> new FormulaTree.Literal(extent, number(token));
            case VARIABLE_OR_CONSTANT -> new FormulaTree.Name(extent, token.getValue());
            case PREFIX_OPERATOR ->
                    switch (token.getValue()) {
                        case "-" -> new FormulaTree.Negation(extent, parts.getFirst());
                        case "+" -> parts.getFirst();
                        case String word when Character.isLetter(word.charAt(0)) ->
                                new FormulaTree.Prefixed(extent, word, parts.getFirst());
                        default -> throw operator(token);
                    };
            case INFIX_OPERATOR -> {
                Operation operation = OPERATIONS.get(token.getValue());
                if (operation == null) {
                    throw operator(token);
                }
                yield new FormulaTree.Binary(extent, operation, parts.getFirst(), parts.getLast());
            }
            case FUNCTION ->
                    new FormulaTree.Call(
                            extent,
                            Elementary.valueOf(token.getValue().toUpperCase(Locale.ROOT)),
                            parts.getFirst());
            default ->
                    throw refused(
                            token.getStartPosition(),
                            "'%s' has no meaning here".formatted(token.getValue()));
        };
    }

    /// From the first to the last character of the tokens, and on to the parentheses between them
    /// that the tree no longer has.
    private Extent extent(Token token, List<FormulaTree> parts) {
        int start = token.getStartPosition() - 1;
        int from = start;
        int to = start + token.getValue().length();
        for (FormulaTree part : parts) {
            from = Math.min(from, part.extent().from());
            to = Math.max(to, part.extent().to());
        }
        int open = 0;
        int missing = 0; // parentheses that are closed inside, but opened before
        for (int i = from; i < to; i++) {
            open += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            missing = Math.max(missing, -open);
        }
        for (open += missing; open > 0 && to < text.length(); to++) {
            open -= text.charAt(to) == ')' ? 1 : 0;
        }
        for (; missing > 0 && from > 0; from--) {
            missing -= text.charAt(from - 1) == '(' ? 1 : 0;
        }
        return new Extent(from, to);
    }

    private double number(Token token) {
        try {
            return Double.parseDouble(token.getValue());
        } catch (NumberFormatException e) {
            throw refused(token.getStartPosition(), token.getValue() + " is no number");
        }
    }

    private IllegalArgumentException operator(Token token) {
        return refused(
                token.getStartPosition(),
                "'%s' is no operator here; allowed: + - * / ^".formatted(token.getValue()));
    }

    /// What a part of the formula looks like in the text.
    public String excerpt(FormulaTree part) {
        return text.substring(part.extent().from(), part.extent().to());
    }

    /// Refuses a name that is none of the names and no function.
    ///
    /// @param position from 1
    public IllegalArgumentException unknown(String name, int position) {
        List<String> allowed = new ArrayList<>(names);
        allowed.addAll(Elementary.names());
        return refused(
                position,
                "unknown name '%s';%s allowed: %s"
                        .formatted(name, meant(name, allowed), String.join(", ", allowed)));
    }

    /// The first allowed name that is one slip away.
    private static String meant(String name, List<String> allowed) {
        return allowed.stream()
                .filter(other -> isNear(name, other))
                .findFirst()
                .map(other -> " did you mean '" + other + "'?")
                .orElse("");
    }

    /// Whether letters of the two words agree but for one missing, added or wrong one, or for two
    /// neighbours that are swapped.
    private static boolean isNear(String a, String b) {
        if (Math.max(a.length(), b.length()) < 2 || Math.abs(a.length() - b.length()) > 1) {
            return false;
        }
        int shorter = Math.min(a.length(), b.length());
        int head = 0;
        while (head < shorter && a.charAt(head) == b.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
            tail++;
        }
        String restA = a.substring(head, a.length() - tail);
        String restB = b.substring(head, b.length() - tail);
        boolean swapped =
                restA.length() == 2 && new StringBuilder(restA).reverse().toString().equals(restB);
        return swapped || Math.max(restA.length(), restB.length()) == 1;
    }

    /// Refuses what begins at a part of the formula.
    public IllegalArgumentException refused(FormulaTree part, String why) {
        return refused(part.extent().from() + 1, why);
    }

    /// Refuses what stands at a position, from 1.
    public IllegalArgumentException refused(int position, String why) {
        return new IllegalArgumentException(
                "%s: '%s' at position %d: %s".formatted(key, text, position, why));
    }
}
