/** Words for nonces: plain, friendly, easy to tell apart, and unlikely in a program's own output. */

export const adjectives: readonly string[] = `
  amber ancient azure bold brave breezy bright bronze calm candid cedar cheerful chestnut clever cobalt
  copper coral cosy crimson crisp curious dapper dawn deft eager early earnest ebony elegant emerald
  fabled faithful fancy festive fleet fluffy frosty gallant gentle gilded glad golden graceful grand green
  hardy hazel hearty hidden honest humble indigo ivory jade jolly jovial keen kind lavender lilac lively
  lofty loyal lucid lucky lunar magenta maroon mellow merry mighty mild misty modest mossy nimble noble
  ochre olive opal patient peach pearl playful plucky polite proud purple quaint quick quiet rapid rosy
  ruby rustic saffron sandy sapphire scarlet serene sharp shiny silent silver sincere sleek smooth snowy
  solar spirited spry steady stellar stout sturdy sunny swift tawny teal tender tidy topaz tranquil trusty
  turquoise umber upbeat velvet verdant violet vivid warm wild willing windy wise witty woven zesty
`
  .trim()
  .split(/\s+/);

export const nouns: readonly string[] = `
  acorn anchor antler apricot badger bamboo banner barley beacon bellows birch bison blossom bramble brook
  buttercup cactus candle canyon caravan carousel cello cherry cinder cliff clover comet compass cottage
  crane cricket crocus cypress dahlia daisy dolphin dove drum eagle ember falcon fern ferry fiddle finch
  fjord flute fountain foxglove garnet gazelle geyser ginger glacier goose gorge grove gull harbour harp
  harvest hedgehog heron hickory hollow honeycomb ibis iris island jasmine juniper kestrel kettle kite
  lagoon lantern larch lark laurel lemon lighthouse lily linden lotus lynx magnolia magpie mandolin mango
  maple marble marigold marmot meadow melon mill minnow monsoon moose mulberry myrtle nectar newt
  nightingale nutmeg oak oasis orchard orchid osprey otter oyster paddle panther parrot pebble pelican
  pepper petal pheasant pine plover plum pond poplar poppy porcupine prairie puffin quail quarry quartz
  quince rabbit raven reef ridge river robin rowan saddle sage salmon sandpiper seal sequoia shell sparrow
  spruce squirrel starling stork stream summit swallow swan sycamore tamarind terrace thicket thistle
  thrush thyme timber toucan trout trumpet tulip tundra turnip valley vineyard viola violin walnut warbler
  waterfall wharf willow windmill wren yarrow yew zebra zinnia
`
  .trim()
  .split(/\s+/);
