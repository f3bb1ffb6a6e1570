namespace InfraSpecs;

/// <summary>The images of an engine.</summary>
public static class EngineImages
{
    extension(Engine engine)
    {
        /// <summary>The images that fixtures start from.</summary>
        public ImageCatalog Images => engine.Keep(it => new ImageCatalog(it));
    }
}
