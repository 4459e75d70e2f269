package org.bugle.equation.split;

import org.bugle.linalg.Operator;
import org.bugle.lowrank.Tucker;

import java.util.List;
import java.util.Optional;

/// Y′ = Σ_i Y ×_i A_i + E(t, Y) + φ(t) for tensors of d ≥ 2 modes, in the three parts that an
/// implicit-explicit method treats each in its way; d = 2 are matrices. The equation is known as
/// sums of Tucker tensors and never formed.
public interface StagedEquation {
    /// n₀, …, n_{d−1}.
    List<Integer> sizes();

    /// The operators A_i of the stiff part, to be solved implicitly; absent where a mode has none.
    List<Optional<Operator>> stiff();

    /// E(t, Y), explicit.
    FactoredSum nonstiff(double t, Tucker y);

    /// φ(t), by the implicit weights.
    FactoredSum source(double t);

    /// Whether there is an explicit part at all.
    boolean hasNonstiff();
}
