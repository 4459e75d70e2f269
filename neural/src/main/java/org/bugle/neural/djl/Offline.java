package org.bugle.neural.djl;

/// Keeps DJL from the network: nothing is downloaded at run time, and no use is reported.
public final class Offline {
    private Offline() {}

    /// To be called before any class of DJL is used, the tokenizers included.
    public static void ensure() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }
}
