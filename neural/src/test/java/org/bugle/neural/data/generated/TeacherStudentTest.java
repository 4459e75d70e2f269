package org.bugle.neural.data.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.bugle.linalg.Matrix;
import org.junit.jupiter.api.Test;

/// Spec `geolora` E5.
class TeacherStudentTest {
    @Test
    void theLossOfTheStudentIsThatOfTheSpec() {
        TeacherStudent spec = TeacherStudent.ofSpec();
        Matrix x = spec.samples().all().inputs().toMatrix().transpose();
        Matrix hidden = spec.first().toMatrix().times(x).map(Math::tanh);
        Matrix outputs =
                spec.last()
                        .toMatrix()
                        .times(spec.second().toMatrix().times(hidden).map(Math::tanh));
        Matrix targets = spec.samples().all().targets().toMatrix().transpose();
        double difference = outputs.minus(targets).norm();
        assertThat(difference * difference / 400).isCloseTo(0.6643902910, withinPercentage(1e-7));
    }
}
