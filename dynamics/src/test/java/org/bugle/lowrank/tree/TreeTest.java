package org.bugle.lowrank.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

class TreeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    balanced | 1 | 0
                    balanced | 2 | (0 1)
                    balanced | 5 | (((0 1) 2) (3 4))
                    balanced | 7 | (((0 1) (2 3)) ((4 5) 6))
                    linear   | 1 | 0
                    linear   | 4 | (0 (1 (2 3)))
                    mary:3   | 2 | (0 1)
                    mary:3   | 8 | ((0 1 2) (3 4 5) (6 7))
                    mary:3   | 4 | ((0 1) 2 3)
                    star     | 1 | 0
                    star     | 4 | (0 1 2 3)
                    """)
    void namedTreesHaveTheirShape(String name, int sites, String expression) {
        assertThat(Tree.of(name, sites)).hasToString(expression);
        assertThat(Tree.of(name, sites)).isEqualTo(Tree.of(expression, sites));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "((0 1) 2 (3 4))", "((3 (0 5)) (4 1) 2)", "(1 0)", "(0 (1 2 3) (4 5))"})
    void readsWhatItWrites(String expression) {
        assertThat(Tree.parse(expression)).hasToString(expression);
        String spread = expression.replace(" ", "\n ,\t").replace("(", " ( ").replace(")", " ) ");
        assertThat(Tree.parse(spread)).isEqualTo(Tree.parse(expression));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "((0 1) 2 (3 4))", "((3 (0 5)) (4 1) 2)", "(1 0)"})
    void isMadeOfItsParentsAndSites(String expression) {
        Tree tree = Tree.parse(expression);
        List<Integer> parents = IntStream.range(0, tree.nodes()).mapToObj(tree::parent).toList();
        List<Integer> sites = IntStream.range(0, tree.nodes()).mapToObj(tree::site).toList();
        assertThat(Tree.ofParents(parents, sites)).isEqualTo(tree);
    }

    @Test // no node, two roots, one child, a site twice, a leaf as parent, children after a parent
    void partsThatAreNoTreeAreRefused() {
        assertNoTree(List.of(), List.of());
        assertNoTree(List.of(-1, -1), List.of(0, 1));
        assertNoTree(List.of(1, -1), List.of(0, -1));
        assertNoTree(List.of(2, 2, -1), List.of(0, 0, -1));
        assertNoTree(List.of(1, -1), List.of(0, 1));
        assertNoTree(List.of(-1, 0, 0), List.of(-1, 0, 1));
        assertNoTree(List.of(2, 2, -1), List.of(0, 1));
    }

    private static void assertNoTree(List<Integer> parents, List<Integer> sites) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tree.ofParents(parents, sites))
                .withMessage(
                        "Tree: parents and sites must be those of the nodes of a tree in"
                                + " post-order");
    }

    @Test
    void knowsItsNodesInPostOrder() {
        Tree tree = Tree.parse("((3 1) 2 (0 4))");
        // 3 1 (3 1) 2 0 4 (0 4) root
        assertThat(tree.nodes()).isEqualTo(8);
        assertThat(tree.edges()).isEqualTo(7);
        assertThat(tree.sites()).isEqualTo(5);
        assertThat(tree.children(tree.root())).containsExactly(2, 3, 6);
        assertThat(tree.children(6)).containsExactly(4, 5);
        assertThat(IntStream.range(0, 8).map(tree::parent))
                .containsExactly(2, 2, 7, 7, 6, 6, 7, -1);
        assertThat(IntStream.range(0, 8).map(tree::site))
                .containsExactly(3, 1, -1, 2, 0, 4, -1, -1);
        assertThat(IntStream.range(0, 5).map(tree::leaf)).containsExactly(4, 1, 3, 0, 5);
        assertThat(IntStream.range(0, 7).map(tree::childIndex))
                .containsExactly(0, 1, 0, 1, 0, 1, 2);
        assertThat(IntStream.range(0, 8).map(tree::depth)).containsExactly(2, 2, 1, 1, 2, 2, 1, 0);
        assertThat(tree.depth()).isEqualTo(2);
        assertThat(tree.sitesBelow(6)).containsExactly(0, 4);
        assertThat(tree.sitesBelow(7)).containsExactly(3, 1, 2, 0, 4);
        assertThat(tree.leavesBefore(6)).isEqualTo(3);
        assertThat(tree.commonAncestor(0, 1)).isEqualTo(2);
        assertThat(tree.commonAncestor(1, 4)).isEqualTo(7);
        assertThat(tree.commonAncestor(2, 0)).isEqualTo(2);
        assertThat(tree.isLeaf(3)).isTrue();
        assertThat(tree.isLeaf(2)).isFalse();
    }

    @Test
    void leavesMayStandInAnyOrder() {
        Tree tree = Tree.balanced(5).withLeafOrder(4, 2, 0, 1, 3);
        assertThat(tree).hasToString("(((4 2) 0) (1 3))").isNotEqualTo(Tree.balanced(5));
        assertThat(tree.leafModes(false)).containsExactly(4, 2, 0, 1, 3);
        assertThat(tree.leafModes(true)).containsExactly(2, 3, 1, 4, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"((0 1) 2 (3 4))", "linear", "balanced", "mary:3", "star"})
    void sweepsVisitEveryNodeOnceInOrder(String description) {
        Tree tree = Tree.of(description, 5);
        List<Integer> up = new ArrayList<>();
        tree.upward(node -> {
            assertThat(up).containsAll(tree.children(node));
            up.add(node);
        });
        List<Integer> down = new ArrayList<>();
        tree.downward(node -> {
            assertThat(node == tree.root() || down.contains(tree.parent(node))).isTrue();
            down.add(node);
        });
        assertThat(up).hasSize(tree.nodes()).doesNotHaveDuplicates();
        assertThat(down).containsExactlyInAnyOrderElementsOf(up);
    }

    @Test
    void veryDeepTreesDoNotRecurse() {
        Tree tree = Tree.linear(20_000);
        Tree again = Tree.parse(tree.toString());
        assertThat(again.equals(tree)).isTrue();
        assertThat(again.hashCode()).isEqualTo(tree.hashCode());
        assertThat(tree.depth()).isEqualTo(19_999);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ((0 1) (2 1))   | site 1 stands at two leaves, at characters 5 and 11
                    (0 (2 3))       | site 1 is missing; 3 leaves must be the sites 0 to 2
                    (0 (1))         | the node at character 4 has one child; an inner node needs two or more
                    (0 ())          | the node at character 4 has no child; an inner node needs two or more
                    ((0 1) (2 3)    | the bracket opened at character 1 is not closed
                    ((0 (1 2)       | the bracket opened at character 2 is not closed
                    (0 1))          | the bracket at character 6 closes nothing
                    (0 1) 2         | the tree ends before character 7
                    0 1             | the tree ends before character 3
                    (0 x)           | found 'x' at character 4; a tree is made of site numbers and brackets, such as ((0 1) (2 (3 4)))
                    (0 -1)          | found '-' at character 4; a tree is made of site numbers and brackets, such as ((0 1) (2 (3 4)))
                    (0 12345678901) | site 12345678901 at character 4 is too large
                    ''              | the text is empty; a tree is an expression such as ((0 1) (2 (3 4)))
                    """)
    void badExpressionsAreNamed(String expression, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tree.parse(expression))
                .withMessage("Tree: " + sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    balancd | 4 | unknown tree 'balancd'; allowed: balanced, linear, star, mary:3 or an expression such as ((0 1) (2 (3 4)))
                    mary:1  | 4 | mary needs an arity of 2 or more, found 1
                    linear  | 0 | needs one site or more, found 0
                    star    | 0 | needs one site or more, found 0
                    (0 1)   | 3 | the expression has 2 leaves for 3 sites
                    """)
    void badDescriptionsAreNamed(String description, int sites, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tree.of(description, sites))
                .withMessage("Tree: " + sentence);
    }

    @Test
    void badLeafOrdersAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tree.star(3).withLeafOrder(0, 2, 2))
                .withMessage(
                        "Tree: the leaves must be the sites 0 to 2 in some order, found [0, 2, 2]");
    }
}
