/**
 * The English words of fingerprints, by id: the n-th word stands for the byte n. An own list. It never changes, because
 * people compare words that were read to them years ago.
 */
export const FINGERPRINT_WORDS_EN: readonly string[] = `
acorn acrobat airport album almond amber anchor antenna
apple aquarium artist attic avocado backpack badger bakery
balcony bamboo banana bathtub beacon bedroom beehive bird
biscuit blanket blouse bonfire book bottle bouquet bracelet
brick bridge bronze buffalo bulldog cabbage cactus calendar
canoe caramel cement chalk cherry chestnut chisel circus
clock clover cocoa compass cradle cricket crown crystal
cuckoo cucumber curtain cyclone dahlia daisy diamond dinosaur
doctor dolphin donkey dragon drawer drum dumpling earring
earth easel elbow elephant emerald engine envelope fabric
factory farmer fence firefly flag flamingo flute fountain
garlic gazelle ghost giant giraffe glacier glass globe
goblet granite grape guitar hammock hazelnut hedgehog hill
hornet iceberg icicle igloo island jacket jaguar jasmine
jelly kangaroo kimono kiosk kitchen koala lagoon lamp
lavender leaf lemon leopard lilac lizard lotus lunch
magnet mammoth mango marble mermaid meteor mirror mosaic
museum mushroom mustard necklace nectar notebook oasis ocean
onion orange orchid ostrich otter overcoat oxygen pancake
parcel parrot parsley peach peanut pebble pelican pencil
pendulum penguin pepper phone pigeon pillow pizza plywood
popcorn powder printer puddle pumpkin pyramid rabbit radio
rainbow raven razor ribbon robot rosemary ruby ruler
saucer sausage scooter scorpion seagull shadow shampoo shelf
shepherd shoulder shovel shrimp silver skeleton snail snow
sofa spider spinach spiral sponge spoon square squirrel
station stomach stork student sugar suitcase swallow sweater
swing syrup taxi temple tennis tent tiger toaster
tomato torch tornado tortoise towel tractor train treasure
trout trumpet tulip tunnel turkey typhoon umbrella unicorn
valley vanilla velvet vinegar violin vitamin volcano waffle
walnut wardrobe wheat window wolf yacht yarn zebra
`
  .trim()
  .split(/\s+/u);
