package org.bugle.equation.tree;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.Subtree;
import org.bugle.substep.FunctionOde;
import org.bugle.substep.ModeOde;

import java.util.Optional;

/// An equation seen from single nodes. Blocks of subtrees and of what is outside of them are kept
/// by the identity of [org.bugle.lowrank.tree.Subtree] and [Outside], so that each is computed
/// once: made anew for every step, and used by all threads of it.
public interface TreeProjection {
    /// X ↦ what F(t, Y(X)) is in the bases of the same place: the restricted function F_τ of
    /// arXiv:2201.10291 followed by the adjoints of the children's bases.
    ///
    /// @param place with orthonormal bases and an isometric frame
    ModeOde ode(Place place);

    /// F(t, Y) seen from `bra`, for Y of the tensor x in `ket`; both are the same node of the same
    /// tree in bases that may differ in everything.
    ///
    /// @param x r₁⋯r_m×q in the bases of `ket`
    /// @return r₁⋯r_m×q in the bases of `bra`
    Matrix restricted(double t, Place bra, Place ket, Matrix x);

    /// S ↦ U_τᴴ F_τ(t, U_τ S): the equation on the edge above a node, between its basis and its
    /// frame. S is r×q.
    ///
    /// @param below the node with all that hangs below it, orthonormal
    /// @param outside its frame, an isometry
    default ModeOde edge(int node, Subtree below, Outside outside) {
        ModeOde whole = ode(new Place(node, below.children(), Optional.of(outside)));
        Matrix u = below.matrix();
        return new FunctionOde(
                whole.isComplex() || u.isComplex(),
                (t, s) -> u.adjointTimes(whole.evaluate(t, u.times(s))));
    }
}
