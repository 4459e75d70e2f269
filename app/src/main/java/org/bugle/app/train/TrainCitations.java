package org.bugle.app.train;

import java.util.List;
import java.util.Map;

/// The works that a training method comes from, for reports.
final class TrainCitations {
    private static final String DLRT =
            "S. Schotthöfer, E. Zangrando, J. Kusch, G. Ceruti, F. Tudisco: Low-rank lottery"
                    + " tickets: finding efficient low-rank neural networks via matrix differential"
                    + " equations. NeurIPS 2022. arXiv:2205.13571.";

    private static final Map<String, List<String>> WORKS =
            Map.of(
                    "geolora",
                    List.of(
                            "S. Schotthöfer, E. Zangrando, G. Ceruti, F. Tudisco, J. Kusch:"
                                    + " GeoLoRA: Geometric integration for parameter efficient"
                                    + " fine-tuning. ICLR 2025. arXiv:2410.18720."),
                    "dlrt",
                    List.of(DLRT),
                    "tucker",
                    List.of(
                            "E. Zangrando, S. Schotthöfer, G. Ceruti, J. Kusch, F. Tudisco:"
                                    + " Geometry-aware training of factorized layers in tensor"
                                    + " Tucker format. NeurIPS 2024. arXiv:2305.19059.",
                            DLRT),
                    "condlr",
                    List.of(
                            "D. Savostianova, E. Zangrando, G. Ceruti, F. Tudisco: Robust low-rank"
                                    + " training via approximate orthonormal constraints. NeurIPS"
                                    + " 2023. arXiv:2306.01485."),
                    "lora",
                    List.of(
                            "E. J. Hu et al.: LoRA: Low-rank adaptation of large language models."
                                    + " ICLR 2022. arXiv:2106.09685."),
                    "adalora",
                    List.of(
                            "Q. Zhang et al.: Adaptive budget allocation for parameter-efficient"
                                    + " fine-tuning. ICLR 2023. arXiv:2303.10512."),
                    "dylora",
                    List.of(
                            "M. Valipour et al.: DyLoRA: Parameter-efficient tuning of pretrained"
                                    + " models using dynamic search-free low rank adaptation. EACL"
                                    + " 2023. arXiv:2210.07558."));

    private TrainCitations() {}

    /// @param method its name in train files
    static List<String> of(String method) {
        return WORKS.getOrDefault(method, List.of());
    }
}
